/** From the engine's timeline to the rows of the list: days, the unread divider, grouping. */
import { dayKey } from '../../../chat/times';
import type {
  Draft,
  Message,
  PinAmendment,
  Quotation,
  ReactionAmendment,
  TextAmendment,
  TimelineItem,
} from '../../../engine';

/** Messages of one person are drawn together as long as the pause between them is shorter. */
const GROUP_PAUSE_MS = 5 * 60_000;

export interface MessageRow {
  readonly kind: 'message';
  readonly key: string;
  readonly message: Message;
  readonly quotation: Quotation | null;
  readonly amendment: TextAmendment | null;
  readonly reacting: readonly ReactionAmendment[];
  readonly pinning: PinAmendment | null;
  readonly at: Date;
  readonly mine: boolean;
  /** Whether it is the first or last of a group of messages by its sender. */
  readonly first: boolean;
  readonly last: boolean;
}

export interface DraftRow {
  readonly kind: 'draft';
  readonly key: string;
  readonly draft: Draft;
  readonly quotation: Quotation | null;
  readonly at: Date;
  readonly first: boolean;
  readonly last: boolean;
}

export type Row =
  | MessageRow
  | DraftRow
  | { readonly kind: 'system'; readonly key: string; readonly message: Message; readonly at: Date }
  | { readonly kind: 'day'; readonly key: string; readonly at: Date }
  | { readonly kind: 'unread'; readonly key: string }
  | { readonly kind: 'gap'; readonly key: string }
  | { readonly kind: 'start'; readonly key: string };

interface RowOptions {
  readonly currentUserId: string;
  /** The unread divider goes after this number; null for none. */
  readonly unreadAfter: number | null;
  /** Nothing is older than the first item. */
  readonly isComplete: boolean;
}

/**
 * Keys follow their message, so that a row keeps its place when older history comes before it. A
 * day is announced only where it is known to begin: not above the oldest message of a page.
 */
export function buildRows(items: readonly TimelineItem[], options: RowOptions): Row[] {
  const rows: Row[] = [];
  let day: string | null = null;
  let hasDivider = false;
  if (options.isComplete) rows.push({ kind: 'start', key: 'start' });

  items.forEach((item, index) => {
    if (item.kind === 'gap') {
      rows.push({ kind: 'gap', key: item.key });
      return;
    }
    const at = timeOf(item);
    if (dayKey(at) !== day) {
      if (day !== null || options.isComplete)
        rows.push({ kind: 'day', key: `day:${item.key}`, at });
      day = dayKey(at);
    }
    if (!hasDivider && isFirstUnread(item, options)) {
      hasDivider = true;
      if (index > 0 || options.isComplete) rows.push({ kind: 'unread', key: 'unread' });
    }
    rows.push(rowOf(items, index, item, at, options.currentUserId));
  });
  return rows;
}

/** Whether the unread divider belongs above everything that is loaded. */
export function isUnreadDividerAbove(
  items: readonly TimelineItem[],
  unreadAfter: number | null,
): boolean {
  const first = items.find((item) => item.kind === 'message');
  return first !== undefined && unreadAfter !== null && first.message.seq > unreadAfter;
}

function rowOf(
  items: readonly TimelineItem[],
  index: number,
  item: Exclude<TimelineItem, { kind: 'gap' }>,
  at: Date,
  readerId: string,
): Row {
  if (item.kind === 'message' && item.message.kind === 'SYSTEM') {
    return { kind: 'system', key: item.key, message: item.message, at };
  }
  const first = !belongTogether(items[index - 1], item, readerId);
  const last = !belongTogether(item, items[index + 1], readerId);
  if (item.kind === 'draft') {
    const { key, draft, quotation } = item;
    return { kind: 'draft', key, draft, quotation, at, first, last };
  }
  const mine = item.message.senderId === readerId;
  const { key, message, quotation, amendment, reacting, pinning } = item;
  const changes = { amendment, reacting, pinning };
  return { kind: 'message', key, message, quotation, ...changes, at, mine, first, last };
}

function isFirstUnread(item: TimelineItem, { currentUserId, unreadAfter }: RowOptions): boolean {
  return (
    item.kind === 'message' &&
    unreadAfter !== null &&
    item.message.seq > unreadAfter &&
    item.message.senderId !== currentUserId
  );
}

function belongTogether(
  a: TimelineItem | undefined,
  b: TimelineItem | undefined,
  readerId: string,
): boolean {
  if (!a || !b) return false;
  const sender = senderOf(a, readerId);
  if (sender === null || sender !== senderOf(b, readerId)) return false;
  const [earlier, later] = [timeOf(a), timeOf(b)];
  return dayKey(earlier) === dayKey(later) && later.getTime() - earlier.getTime() < GROUP_PAUSE_MS;
}

/** Null if it has no sender. */
function senderOf(item: TimelineItem, readerId: string): string | null {
  if (item.kind === 'draft') return readerId;
  return item.kind === 'message' && item.message.kind === 'TEXT' ? item.message.senderId : null;
}

function timeOf(item: TimelineItem): Date {
  if (item.kind === 'message') return new Date(item.message.createdAt);
  return item.kind === 'draft' ? new Date(item.draft.createdAt) : new Date(0);
}
