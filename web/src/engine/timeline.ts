/**
 * A conversation as it is shown: pages, events and drafts fold into one ordered list. Pure.
 *
 * Every number becomes a message or a void, and voids are never told of: that nothing is missing
 * follows from pages, which say up to where they are complete, and from events that come in a row.
 * Sources: schema.graphql, MessagePage and SyncPage.
 */
import type { Draft, Head, Message, MessagePage, SyncPage, TimelineItem } from './model';

export interface Timeline {
  /** False until the newest page was folded in. */
  readonly isOpen: boolean;
  /** Nothing is missing from number `from` up to `seq`. */
  readonly from: number;
  readonly seq: number;
  /** No change is missing up to here. Only pages move it: they alone bring a change's state. */
  readonly revision: number;
  /** The highest known numbers. */
  readonly latestSeq: number;
  readonly latestRevision: number;
  readonly channelVersion: number;
  /** By number; those beyond a gap too. */
  readonly messages: ReadonlyMap<number, Message>;
  /** What the next older page takes as `before`; null where there is none. */
  readonly before: number | null;
}

export const emptyTimeline: Timeline = {
  isOpen: false,
  from: 0,
  seq: 0,
  revision: 0,
  latestSeq: 0,
  latestRevision: 0,
  channelVersion: 0,
  messages: new Map(),
  before: null,
};

/** With the newest page, asked for without before and after. Messages received earlier are kept. */
export function withNewestPage(timeline: Timeline, page: MessagePage): Timeline {
  const from = page.before ?? 0;
  const { seq, revision } = page.baseline ?? { seq: page.after, revision: 0 };
  const heard = [...timeline.messages.values()].filter((message) => message.seq >= from);
  return advanced({
    ...timeline,
    isOpen: true,
    from,
    seq,
    revision,
    messages: merged(new Map(), [...heard, ...page.messages]),
    before: page.before,
  });
}

/**
 * With a message that was published, or answered to a send. Neither order nor repetition matters.
 */
export function withMessage(timeline: Timeline, message: Message): Timeline {
  const isSettled = message.seq < timeline.from || (timeline.isOpen && message.seq <= timeline.seq);
  const messages =
    isSettled && !timeline.messages.has(message.seq)
      ? timeline.messages
      : merged(timeline.messages, [message]);
  return advanced(
    withHead(
      { ...timeline, messages },
      {
        lastSeq: message.seq,
        lastRevision: message.revision ?? 0,
        channelVersion: message.channelVersion ?? 0,
      },
    ),
  );
}

/** With the latest numbers of the conversation. */
export function withHead(
  timeline: Timeline,
  head: Pick<Head, 'lastSeq' | 'lastRevision' | 'channelVersion'>,
): Timeline {
  return {
    ...timeline,
    latestSeq: Math.max(timeline.latestSeq, head.lastSeq),
    latestRevision: Math.max(timeline.latestRevision, head.lastRevision),
    channelVersion: Math.max(timeline.channelVersion, head.channelVersion),
  };
}

/** With a page of sync, asked for from timeline.seq and timeline.revision. */
export function withSyncPage(timeline: Timeline, page: SyncPage): Timeline {
  if (page.reset) return reset(timeline, page);
  return advanced({
    ...timeline,
    messages: merged(timeline.messages, page.messages),
    seq: Math.max(timeline.seq, page.seq),
    revision: Math.max(timeline.revision, page.revision),
    channelVersion: Math.max(timeline.channelVersion, page.channelVersion),
  });
}

/** With the page before `before`. A page that was asked for ahead of a reset changes nothing. */
export function withOlderPage(timeline: Timeline, before: number, page: MessagePage): Timeline {
  if (timeline.before !== before) return timeline;
  const older = page.messages.filter((message) => message.seq < before);
  return {
    ...timeline,
    messages: merged(timeline.messages, older),
    from: page.before ?? 0,
    before: page.before,
  };
}

/** With only the newest messages, as many as given: what is older can be fetched again. */
export function trimmed(timeline: Timeline, count: number): Timeline {
  if (timeline.messages.size <= count) return timeline;
  const newest = inOrder(timeline.messages).slice(-count);
  const from = newest[0]?.seq ?? 0;
  if (from > timeline.seq) return timeline;
  return { ...timeline, from, before: from, messages: merged(new Map(), newest) };
}

/** Whether no known message or change is missing. */
export function isCurrent(timeline: Timeline): boolean {
  return (
    timeline.isOpen &&
    timeline.latestSeq <= timeline.seq &&
    timeline.latestRevision <= timeline.revision
  );
}

/**
 * What is shown: messages in order, a gap wherever numbers are missing, then the drafts that have
 * not become messages.
 */
export function toItems(
  timeline: Timeline,
  drafts: readonly Draft[],
  userId: string,
): readonly TimelineItem[] {
  const shown: TimelineItem[] = [];
  const keys = new Set<string>();
  let last = timeline.seq;
  for (const message of inOrder(timeline.messages)) {
    if (message.seq > last + 1) shown.push({ kind: 'gap', key: `gap ${last}` });
    last = Math.max(last, message.seq);
    const key = keyOf(message, userId, keys);
    keys.add(key);
    shown.push({ kind: 'message', key, message });
  }
  const unsent = drafts.filter((draft) => !keys.has(draft.clientMessageId));
  return [
    ...shown,
    ...unsent.map((draft) => ({ kind: 'draft', key: draft.clientMessageId, draft }) as const),
  ];
}

/** One's own message goes on under its draft's key. Other people's ids are theirs to repeat. */
function keyOf(message: Message, userId: string, taken: ReadonlySet<string>): string {
  const isOwn = message.senderId === userId && !taken.has(message.clientMessageId);
  return isOwn ? message.clientMessageId : `#${message.seq}`;
}

/** Replaces everything with a page: the client was too far behind, or ahead. */
function reset(timeline: Timeline, page: SyncPage): Timeline {
  const from = page.messages[0]?.seq ?? page.seq + 1;
  return {
    ...timeline,
    isOpen: true,
    from,
    seq: page.seq,
    revision: page.revision,
    latestSeq: page.seq,
    latestRevision: page.revision,
    channelVersion: Math.max(timeline.channelVersion, page.channelVersion),
    messages: merged(new Map(), page.messages),
    before: from > 1 ? from : null,
  };
}

function advanced(timeline: Timeline): Timeline {
  if (!timeline.isOpen) return timeline;
  let { seq } = timeline;
  while (timeline.messages.has(seq + 1)) seq += 1;
  return { ...timeline, seq, latestSeq: Math.max(timeline.latestSeq, seq) };
}

function merged(
  known: ReadonlyMap<number, Message>,
  messages: readonly Message[],
): ReadonlyMap<number, Message> {
  if (messages.length === 0) return known;
  const all = new Map(known);
  for (const message of messages) {
    const held = all.get(message.seq);
    all.set(message.seq, held ? later(held, message) : message);
  }
  return all;
}

/** Of two states of a message the one with the higher revision; its sender from either. */
function later(held: Message, message: Message): Message {
  const present = (message.revision ?? 0) > (held.revision ?? 0) ? message : held;
  const sender = held.sender ?? message.sender;
  return sender && !present.sender ? { ...present, sender } : present;
}

function inOrder(known: ReadonlyMap<number, Message>): Message[] {
  return [...known.values()].sort((a, b) => a.seq - b.seq);
}
