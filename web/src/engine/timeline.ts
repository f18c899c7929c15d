/**
 * A conversation as it is shown: pages, events and drafts fold into one ordered list. Pure.
 *
 * Every number becomes a message or a void, and voids are never told of: that nothing is missing
 * follows from pages, which say up to where they are complete, and from events that come in a row.
 * The same goes for revisions. Of the states of a message the latest is shown, whatever comes after
 * it: an event may be late, and a page may be older than an event that came before it.
 * Sources: schema.graphql, MessagePage and SyncPage.
 */
import { isPin, isReaction, isText } from './amendments';
import { amended, isAmended, isDeleted, isPinned, laterState, withoutReply } from './message-state';
import { quotationOf, type Originals, withQuoted } from './quotations';
import type {
  Amendment,
  Draft,
  Head,
  Message,
  MessagePage,
  Quotation,
  SyncPage,
  TimelineItem,
} from './model';

/** The most states kept of messages that are not held. */
const MAX_ASIDE = 1_000;

export interface Timeline {
  /** False until the newest page was folded in. */
  readonly isOpen: boolean;
  /** Nothing is missing from number `from` up to `seq`. */
  readonly from: number;
  readonly seq: number;
  /** No change is missing up to here. An event moves it if it brings the state: a message's own. */
  readonly revision: number;
  /** Revisions beyond a gap whose states came with events. */
  readonly heard: ReadonlySet<number>;
  /** The highest known numbers. */
  readonly latestSeq: number;
  readonly latestRevision: number;
  readonly channelVersion: number;
  /** By number; those beyond a gap too. */
  readonly messages: ReadonlyMap<number, Message>;
  /** By number, the latest known states of changed messages that are not held; the newest of them. */
  readonly aside: ReadonlyMap<number, Message>;
  /** What others answer, as it came with them or was asked for. */
  readonly originals: Originals;
  /** What the next older page takes as `before`; null where there is none. */
  readonly before: number | null;
}

export const emptyTimeline: Timeline = {
  isOpen: false,
  from: 0,
  seq: 0,
  revision: 0,
  heard: new Set(),
  latestSeq: 0,
  latestRevision: 0,
  channelVersion: 0,
  messages: new Map(),
  aside: new Map(),
  originals: new Map(),
  before: null,
};

/** With nothing but the latest states, as at first: what comes is not to be older. */
export function emptied(timeline: Timeline): Timeline {
  const { originals } = timeline;
  return { ...emptyTimeline, aside: keeping(timeline, () => false).aside, originals };
}

/** With the newest page, asked for without before and after. Messages received earlier are kept. */
export function withNewestPage(timeline: Timeline, page: MessagePage): Timeline {
  const from = page.before ?? 0;
  const { seq, revision } = page.baseline ?? { seq: page.after, revision: 0 };
  const received = keeping(timeline, (message) => message.seq >= from);
  return advanced({
    ...holding({ ...timeline, ...received }, page.messages),
    originals: withQuoted(timeline.originals, page.messages),
    isOpen: true,
    from,
    seq,
    revision,
    before: page.before,
  });
}

/**
 * With a message that was published, or answered to a call. Neither order nor repetition matters.
 */
export function withMessage(timeline: Timeline, told: Message): Timeline {
  const message = withoutReply(told);
  const known = withNews(timeline, message);
  // Told again, a reply comes with what its thread hangs on, which may have changed since then.
  const { revision } = told.reply ?? message;
  const heard =
    isAmended(message) && revision !== null && revision > timeline.revision
      ? new Set(timeline.heard).add(revision)
      : timeline.heard;
  return advanced(
    withHead(
      { ...known, heard },
      {
        lastSeq: message.seq,
        lastRevision: revision ?? 0,
        channelVersion: message.channelVersion ?? 0,
      },
    ),
  );
}

/** The same for the timeline of a thread: it counts no revisions, for its conversation does. */
export function withReply(timeline: Timeline, reply: Message): Timeline {
  return advanced(withLast(withNews(timeline, reply), reply.seq));
}

/** With the highest number that there is. */
export function withLast(timeline: Timeline, seq: number): Timeline {
  return seq <= timeline.latestSeq ? timeline : { ...timeline, latestSeq: seq };
}

/** With a state of a message, be it held or not. */
export function withState(timeline: Timeline, message: Message): Timeline {
  if (timeline.messages.has(message.seq)) return holding(timeline, [message]);
  return { ...timeline, aside: withAside(timeline.aside, [message]) };
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

/**
 * With a page of sync. askedFrom: the seq that it was asked for from, while the timeline may have gone
 * on since.
 */
export function withSyncPage(
  timeline: Timeline,
  page: SyncPage,
  askedFrom = timeline.seq,
): Timeline {
  const states = page.changes.flatMap(({ message }) => (message ? withoutReply(message) : []));
  const known = page.reset ? reset(timeline, page, askedFrom) : holding(timeline, page.messages);
  const originals = withQuoted(known.originals, [...page.messages, ...states]);
  const changed = states.reduce(withState, { ...known, originals });
  if (page.reset) return changed;
  return advanced({
    ...changed,
    seq: Math.max(timeline.seq, page.seq),
    revision: Math.max(timeline.revision, page.revision),
    channelVersion: Math.max(timeline.channelVersion, page.channelVersion),
  });
}

/** With the page before `before`. A page that was asked for ahead of a reset changes nothing. */
export function withOlderPage(timeline: Timeline, before: number, page: MessagePage): Timeline {
  if (timeline.before !== before) return timeline;
  const older = page.messages.filter((message) => message.seq < before);
  const originals = withQuoted(timeline.originals, older);
  return { ...holding(timeline, older), originals, from: page.before ?? 0, before: page.before };
}

/** With a page of what comes after the last number before which nothing is missing. */
export function withNewerPage(timeline: Timeline, page: MessagePage): Timeline {
  if (!timeline.isOpen) return timeline;
  return advanced({
    ...holding(timeline, page.messages),
    originals: withQuoted(timeline.originals, page.messages),
    seq: Math.max(timeline.seq, page.after),
  });
}

/** With only the newest messages, as many as given: what is older can be fetched again. */
export function trimmed(timeline: Timeline, count: number): Timeline {
  if (timeline.messages.size <= count) return timeline;
  const from = inOrder(timeline.messages).slice(-count)[0]?.seq ?? 0;
  if (from > timeline.seq) return timeline;
  return { ...timeline, ...keeping(timeline, ({ seq }) => seq >= from), from, before: from };
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
 * What is shown: messages in order, as one's own changes will leave them, a gap wherever numbers are
 * missing, then the drafts that have not become messages.
 */
export function toItems(
  timeline: Timeline,
  { drafts, amendments }: { drafts: readonly Draft[]; amendments: readonly Amendment[] },
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
    const { text, reactions, pin } = pendingOf(message, amendments);
    const present = amended(message, { text, reactions, pin }, userId);
    const changes = { amendment: text, reacting: reactions, pinning: pin };
    const quotation = toQuotation(timeline, present.replyTo, amendments, userId);
    shown.push({ kind: 'message', key, message: present, quotation, ...changes });
  }
  const unsent = drafts.filter((draft) => !keys.has(draft.clientMessageId));
  return [
    ...shown,
    ...unsent.map((draft) => {
      const quotation = toQuotation(timeline, draft.replyTo, amendments, userId);
      return { kind: 'draft', key: draft.clientMessageId, draft, quotation } as const;
    }),
  ];
}

/** What a message answers, as one's own changes will leave it. replyTo is missing in some events. */
export function toQuotation(
  timeline: Timeline,
  replyTo: number | null | undefined,
  amendments: readonly Amendment[],
  userId: string,
): Quotation | null {
  if (typeof replyTo !== 'number') return null;
  const { seq, original } = quotationOf(replyTo, timeline);
  if (typeof original === 'string') return { seq, original };
  const { text } = pendingOf(original, amendments);
  return { seq, original: amended(original, { text, reactions: [], pin: null }, userId) };
}

/** What is pinned of all that is known, as one's own changes will leave it: the last pinned first. */
export function toPins(
  { messages, aside }: Timeline,
  amendments: readonly Amendment[],
  userId: string,
): readonly Message[] {
  return [...messages.values(), ...aside.values()]
    .map((message) => amended(message, pendingOf(message, amendments), userId))
    .filter((message) => isPinned(message) && !isDeleted(message))
    .sort((a, b) => timeOfPin(b) - timeOfPin(a) || b.seq - a.seq);
}

function timeOfPin({ pinnedAt }: Message): number {
  return pinnedAt === null ? 0 : Date.parse(pinnedAt);
}

function pendingOf({ seq }: Message, amendments: readonly Amendment[]) {
  const changes = amendments.filter((amendment) => amendment.seq === seq);
  return {
    // Of several texts the last one counts.
    text: changes.findLast(isText) ?? null,
    reactions: changes.filter(isReaction),
    pin: changes.findLast(isPin) ?? null,
  };
}

/** One's own message goes on under its draft's key. Other people's ids are theirs to repeat. */
function keyOf(message: Message, userId: string, taken: ReadonlySet<string>): string {
  const isOwn = message.senderId === userId && !taken.has(message.clientMessageId);
  return isOwn ? message.clientMessageId : `#${message.seq}`;
}

/** Replaces everything with a page: the client was too far behind, or ahead. */
function reset(timeline: Timeline, page: SyncPage, askedFrom: number): Timeline {
  const from = page.messages[0]?.seq ?? page.seq + 1;
  // Ahead of a table that was restored: the states that it had since are none any more.
  const isAhead = page.seq < askedFrom;
  const cleared = isAhead ? emptyTimeline : emptied(timeline);
  return {
    ...holding(cleared, page.messages),
    isOpen: true,
    from,
    seq: page.seq,
    revision: page.revision,
    latestSeq: page.seq,
    latestRevision: page.revision,
    channelVersion: Math.max(timeline.channelVersion, page.channelVersion),
    before: from > 1 ? from : null,
  };
}

function advanced(timeline: Timeline): Timeline {
  if (!timeline.isOpen) return timeline;
  let { seq, revision } = timeline;
  while (timeline.messages.has(seq + 1)) seq += 1;
  while (timeline.heard.has(revision + 1)) revision += 1;
  const heard = [...timeline.heard].filter((beyond) => beyond > revision);
  return {
    ...timeline,
    seq,
    revision,
    heard: new Set(heard),
    latestSeq: Math.max(timeline.latestSeq, seq),
    latestRevision: Math.max(timeline.latestRevision, revision),
  };
}

/** Holds a message unless its number lies where it would be held already. */
function withNews(timeline: Timeline, message: Message): Timeline {
  const isSettled = message.seq < timeline.from || (timeline.isOpen && message.seq <= timeline.seq);
  return isSettled ? withState(timeline, message) : holding(timeline, [message]);
}

/** Holds these messages too, each in the latest state that is known of it. */
function holding(timeline: Timeline, messages: readonly Message[]): Timeline {
  if (messages.length === 0) return timeline;
  const all = new Map(timeline.messages);
  const aside = new Map(timeline.aside);
  for (const message of messages) {
    const known = all.get(message.seq) ?? aside.get(message.seq);
    all.set(message.seq, known ? laterState(known, message) : message);
    aside.delete(message.seq);
  }
  return { ...timeline, messages: all, aside };
}

/** Only some of the messages, and the states of the others. */
function keeping(
  { messages, aside }: Timeline,
  isKept: (message: Message) => boolean,
): Pick<Timeline, 'messages' | 'aside'> {
  const kept = [...messages].filter(([, message]) => isKept(message));
  const dropped = [...messages.values()].filter((message) => !isKept(message));
  return { messages: new Map(kept), aside: withAside(aside, dropped) };
}

/** With the states of those that have changed; the oldest go where there are too many. */
function withAside(
  aside: ReadonlyMap<number, Message>,
  messages: readonly Message[],
): ReadonlyMap<number, Message> {
  const changed = messages.filter(isAmended);
  if (changed.length === 0) return aside;
  const all = new Map(aside);
  for (const message of changed) {
    const known = all.get(message.seq);
    // To the end, where the newest are.
    all.delete(message.seq);
    all.set(message.seq, known ? laterState(known, message) : message);
  }
  return new Map([...all].slice(-MAX_ASIDE));
}

function inOrder(known: ReadonlyMap<number, Message>): Message[] {
  return [...known.values()].sort((a, b) => a.seq - b.seq);
}
