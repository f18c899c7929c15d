/** Reactions to a message: which of them are the person's, and what theirs will make of them. */
import type { Message, Reaction, ReactionAmendment } from './model';

/** Of no state is it known whether the person reacted so. */
const UNKNOWN = -1;

/**
 * An event as the person sees it: in it, `mine` is about whoever made the change. Where too few
 * people are named to tell, earlier states of the message have to.
 */
export function seenBy(event: Message, userId: string): Message {
  const { reply } = event;
  if (!reply) return seenIn(event, event.changedBy, userId);
  // Whoever did something in the thread need not have changed what it hangs on.
  const by = reply.changedBy ?? reply.senderId;
  return { ...seenIn(event, by, userId), reply: seenIn(reply, by, userId) };
}

/** With what another state tells of `mine`, where that is later than what this one has. */
export function withKnownMine<M extends Message>(state: M, other: M): M {
  const { version, reactions } = state;
  const isTold = version !== null && other.version !== null && other.reactions;
  if (!isTold || !reactions?.some((reaction) => reaction.mineAsOf !== undefined)) return state;
  return { ...state, reactions: reactions.map((each) => withMineFrom(each, other, version)) };
}

/** Whether it is known of each, be it from an earlier state, if it is the person's. */
export function isMineKnown(reactions: readonly Reaction[]): boolean {
  return reactions.every(({ mineAsOf }) => mineAsOf !== UNKNOWN);
}

/** As they will be, if the server agrees, and in its order: the most frequent first. */
export function reacted(
  reactions: readonly Reaction[],
  amendments: readonly ReactionAmendment[],
  userId: string,
): readonly Reaction[] {
  const pending = amendments.filter(({ state }) => state === 'pending');
  if (pending.length === 0) return reactions;
  const all = pending.reduce((before, one) => withOne(before, one, userId), reactions);
  return [...all].sort((a, b) => b.count - a.count || (a.emoji < b.emoji ? -1 : 1));
}

function seenIn(message: Message, by: string | null, userId: string): Message {
  const { reactions } = message;
  if (!reactions || by === userId) return message;
  return { ...message, reactions: reactions.map((reaction) => ofPerson(reaction, userId)) };
}

function ofPerson(reaction: Reaction, userId: string): Reaction {
  const { userIds, count } = reaction;
  const mine = userIds.includes(userId);
  const isSure = mine || userIds.length === count;
  return { ...reaction, mine, ...(isSure ? {} : { mineAsOf: UNKNOWN }) };
}

function withMineFrom(reaction: Reaction, other: Message, version: number): Reaction {
  if (reaction.mineAsOf === undefined) return reaction;
  const known = other.reactions?.find(({ emoji }) => emoji === reaction.emoji);
  const asOf = known?.mineAsOf ?? other.version ?? UNKNOWN;
  if (asOf <= reaction.mineAsOf) return reaction;
  const { emoji, count, userIds } = reaction;
  const plain = { emoji, count, userIds, mine: known?.mine ?? false };
  return asOf < version ? { ...plain, mineAsOf: asOf } : plain;
}

function withOne(
  reactions: readonly Reaction[],
  { emoji, isAdded }: ReactionAmendment,
  userId: string,
): readonly Reaction[] {
  const held = reactions.find((reaction) => reaction.emoji === emoji);
  if ((held?.mine ?? false) === isAdded) return reactions;
  const others = reactions.filter((reaction) => reaction.emoji !== emoji);
  const people = (held?.userIds ?? []).filter((id) => id !== userId);
  const count = (held?.count ?? 0) + (isAdded ? 1 : -1);
  if (count === 0) return others;
  const userIds = isAdded ? [userId, ...people] : people;
  return [...others, { emoji, count, userIds, mine: isAdded }];
}
