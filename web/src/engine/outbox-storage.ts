/** Where what the person did, and the server has not confirmed, survives a reload. */
import type { Draft, PinAmendment, ReactionAmendment, TextAmendment } from './model';

/** One that was stored before there were answers, mentions, or threads, has none. */
export type StoredDraft = Stored<Draft, 'replyTo' | 'mentions' | 'mentionsEveryone' | 'rootSeq'>;
/** Likewise. */
export type StoredAmendment =
  | Stored<TextAmendment, 'mentions' | 'rootSeq'>
  | Stored<ReactionAmendment, 'rootSeq'>
  | Stored<PinAmendment, 'rootSeq'>;
type Stored<Entry, Later extends keyof Entry> = Omit<Entry, 'state' | Later> &
  Partial<Pick<Entry, Later>>;

export interface OutboxStorage<Entry> {
  load(): readonly Entry[];
  put(entry: Entry): void;
  /** False for what was removed, be it in another tab: done, discarded, or signed out there. */
  has(key: string): boolean;
  remove(key: string): void;
}

export interface EngineStorage {
  /** By clientMessageId. */
  readonly drafts: OutboxStorage<StoredDraft>;
  /** By id. */
  readonly amendments: OutboxStorage<StoredAmendment>;
}

export function webStorage(storage: Storage, userId: string): EngineStorage {
  return {
    drafts: stored<StoredDraft>(storage, `chat.outbox/${userId}/`, {
      keyOf: ({ clientMessageId }) => clientMessageId,
      isEntry: ({ body, conversationId }) =>
        typeof body === 'string' && typeof conversationId === 'string',
    }),
    amendments: stored<StoredAmendment>(storage, `chat.amendments/${userId}/`, {
      keyOf: ({ id }) => id,
      isEntry: ({ seq, conversationId }) =>
        typeof seq === 'number' && typeof conversationId === 'string',
    }),
  };
}

interface EntryRules<Entry> {
  readonly keyOf: (entry: Entry) => string;
  /** Whether what was found there is one. */
  readonly isEntry: (entry: Entry) => boolean;
}

/**
 * In localStorage, one item for each entry: two tabs then never write over each other's. A draft that
 * both of them send is still stored once, for it keeps its id; one that is gone from here is not sent
 * by the other tab any more.
 *
 * Where the browser refuses to store, entries live as long as the page.
 */
function stored<Entry>(
  storage: Storage,
  prefix: string,
  { keyOf, isEntry }: EntryRules<Entry>,
): OutboxStorage<Entry> {
  const refused = new Set<string>();
  return {
    load() {
      const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
      return keys
        .filter((key) => key?.startsWith(prefix))
        .map((key) => parsed(storage.getItem(key ?? ''), isEntry))
        .filter((entry) => entry !== null);
    },
    put(entry) {
      try {
        storage.setItem(prefix + keyOf(entry), JSON.stringify(entry));
      } catch {
        // Full, or forbidden in a private window: the entry is still in memory.
        refused.add(keyOf(entry));
      }
    },
    has: (key) => refused.has(key) || storage.getItem(prefix + key) !== null,
    remove(key) {
      refused.delete(key);
      storage.removeItem(prefix + key);
    },
  };
}

function parsed<Entry>(text: string | null, isEntry: (entry: Entry) => boolean): Entry | null {
  try {
    const entry = JSON.parse(text ?? '') as Entry;
    return isEntry(entry) ? entry : null;
  } catch {
    return null;
  }
}
