import type {
  EngineStorage,
  OutboxStorage,
  StoredAmendment,
  StoredDraft,
} from '../../src/engine/outbox-storage';

class MemoryEntries<Entry> implements OutboxStorage<Entry> {
  readonly #entries = new Map<string, Entry>();
  readonly #keyOf: (entry: Entry) => string;

  constructor(keyOf: (entry: Entry) => string) {
    this.#keyOf = keyOf;
  }

  load(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  put(entry: Entry): void {
    this.#entries.set(this.#keyOf(entry), entry);
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  remove(key: string): void {
    this.#entries.delete(key);
  }
}

/** Outlives the engines that use it, as a browser's storage outlives a page. */
export class MemoryStorage implements EngineStorage {
  readonly drafts = new MemoryEntries<StoredDraft>(({ clientMessageId }) => clientMessageId);
  readonly amendments = new MemoryEntries<StoredAmendment>(({ id }) => id);
}
