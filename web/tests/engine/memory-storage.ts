import type { OutboxStorage, StoredDraft } from '../../src/engine/outbox-storage';

/** Outlives the engines that use it, as a browser's storage outlives a page. */
export class MemoryStorage implements OutboxStorage {
  readonly #drafts = new Map<string, StoredDraft>();

  load(): readonly StoredDraft[] {
    return [...this.#drafts.values()];
  }

  put(draft: StoredDraft): void {
    this.#drafts.set(draft.clientMessageId, draft);
  }

  has(clientMessageId: string): boolean {
    return this.#drafts.has(clientMessageId);
  }

  remove(clientMessageId: string): void {
    this.#drafts.delete(clientMessageId);
  }
}
