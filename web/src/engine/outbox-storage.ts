/** Where drafts survive a reload. */
import type { Draft } from './model';

export type StoredDraft = Omit<Draft, 'state'>;

export interface OutboxStorage {
  load(): readonly StoredDraft[];
  put(draft: StoredDraft): void;
  /** False for what was removed, be it in another tab: sent, discarded, or signed out there. */
  has(clientMessageId: string): boolean;
  remove(clientMessageId: string): void;
}

/**
 * In localStorage, one entry for each draft: two tabs then never write over each other's. A draft
 * that both of them send is still stored once, for it keeps its id; one that is gone from here is
 * not sent by the other tab any more.
 *
 * Where the browser refuses to store, drafts live as long as the page.
 */
export function webStorage(storage: Storage, userId: string): OutboxStorage {
  const prefix = `chat.outbox/${userId}/`;
  const refused = new Set<string>();
  return {
    load() {
      const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
      return keys
        .filter((key) => key?.startsWith(prefix))
        .map((key) => parsed(storage.getItem(key ?? '')))
        .filter((draft) => draft !== null);
    },
    put(draft) {
      try {
        storage.setItem(prefix + draft.clientMessageId, JSON.stringify(draft));
      } catch {
        // Full, or forbidden in a private window: the draft is still in memory.
        refused.add(draft.clientMessageId);
      }
    },
    has: (clientMessageId) =>
      refused.has(clientMessageId) || storage.getItem(prefix + clientMessageId) !== null,
    remove(clientMessageId) {
      refused.delete(clientMessageId);
      storage.removeItem(prefix + clientMessageId);
    },
  };
}

function parsed(text: string | null): StoredDraft | null {
  try {
    const draft = JSON.parse(text ?? '') as StoredDraft;
    return typeof draft.body === 'string' && typeof draft.conversationId === 'string'
      ? draft
      : null;
  } catch {
    return null;
  }
}
