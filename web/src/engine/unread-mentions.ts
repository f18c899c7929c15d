/**
 * How many unread messages mention the person: as the inbox counts them, and as was heard since.
 *
 * The server counts a moment after a message was sent, so what a page does not count yet may have been
 * heard already. A page says how many there are, and not where: of a part that was read, only the next
 * page knows.
 */
import { isDeleted, mentionsPerson } from './message-state';
import type { InboxEntry, Message } from './model';

/** The server counts no more of them either. */
const MOST = 20;

type Numbers = Pick<InboxEntry, 'conversationId' | 'lastSeq' | 'readSeq'>;

interface Count {
  readonly count: number;
  /** Where the conversation and the read marker stood. */
  readonly lastSeq: number;
  readonly readSeq: number;
}

export class UnreadMentions {
  readonly #userId: string;
  /** What the last page said, by conversation. */
  readonly #counted = new Map<string, Count>();
  /** The numbers of messages that were heard to mention the person, by conversation. */
  readonly #heard = new Map<string, readonly number[]>();

  constructor(userId: string) {
    this.#userId = userId;
  }

  /** A page has told of the conversation. */
  count({ conversationId, unreadMentions, lastSeq, readSeq }: InboxEntry): void {
    const known = this.#counted.get(conversationId);
    if (known && known.lastSeq > lastSeq) return;
    this.#counted.set(conversationId, { count: unreadMentions, lastSeq, readSeq });
  }

  /** A message was published, or is known as it is now. */
  hear(message: Message): void {
    const { conversationId, seq } = message;
    const known = this.#heard.get(conversationId) ?? [];
    const others = known.filter((other) => other !== seq);
    const isOne = mentionsPerson(message, this.#userId) && !isDeleted(message);
    this.#heard.set(conversationId, (isOne ? [...others, seq] : others).slice(-MOST));
  }

  /** As far as is known. */
  of({ conversationId, lastSeq, readSeq }: Numbers): number {
    const page = this.#counted.get(conversationId) ?? { count: 0, lastSeq: 0, readSeq: 0 };
    const heard = (this.#heard.get(conversationId) ?? []).filter((seq) => seq > readSeq);
    const later = heard.filter((seq) => seq > page.lastSeq).length;
    const counted = readSeq >= page.lastSeq ? 0 : page.count;
    const sum = Math.max(counted, heard.length - later) + later;
    return Math.max(0, Math.min(sum, lastSeq - readSeq));
  }

  /** Whether only the next page can tell: the marker was moved, and not beyond all that is counted. */
  isUnsure({ conversationId, lastSeq, readSeq }: Numbers): boolean {
    const page = this.#counted.get(conversationId);
    if (!page || readSeq === page.readSeq || readSeq >= lastSeq) return false;
    return readSeq < page.readSeq || (page.count > 0 && readSeq < page.lastSeq);
  }
}
