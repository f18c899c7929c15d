/** Which of two states of a message is the later one, what a state lacks, and what it will be. */
import type { Message, PinAmendment, Quoted, ReactionAmendment, TextAmendment } from './model';
import type { MessagePart } from '../graphql/generated';
import { isMineKnown, reacted, withKnownMine } from './reactions';

/**
 * Of two states of a message the one with the higher version; its sender from either. What one
 * learns of the earlier one is in the later one too, so the higher revision is that of both.
 */
export function laterState<M extends Message>(held: M, message: M): M {
  const [later, earlier] = isLater(held, message) ? [message, held] : [held, message];
  const present = withKnownMine(later, earlier);
  const sender = present.sender ?? earlier.sender;
  const revision = isVersioned(earlier) ? higher(present, earlier) : present.revision;
  const isAsItIs = sender === present.sender && revision === present.revision;
  return isAsItIs ? present : { ...present, revision, ...(sender && { sender }) };
}

/**
 * Without a version, as in events of clients that know nothing of it, a state never replaces one with.
 * Of the same state, what tells all of it is worth more.
 */
function isLater(held: Message, message: Message): boolean {
  if (isVersioned(held) !== isVersioned(message)) return isVersioned(message);
  const [from, to] = isVersioned(held)
    ? [held.version ?? 0, message.version ?? 0]
    : [held.revision ?? 0, message.revision ?? 0];
  return to === from ? !isWhole(held) && isWhole(message) : to > from;
}

function isVersioned({ version }: Message): boolean {
  // Not selected by the one who published it: an event then lacks the field, or has it as null.
  return typeof version === 'number';
}

function higher(a: Message, b: Message): number | null {
  const revision = Math.max(a.revision ?? 0, b.revision ?? 0);
  return revision === 0 ? null : revision;
}

/**
 * False for an event of a client that knows less than this one, and so told less: what it told is
 * true, the rest has to be asked for.
 */
export function isWhole(message: Message): boolean {
  const { parts, editedAt, deletedAt, reactions, pinnedAt } = message;
  const { replyTo, forwardedFrom, mentions, thread } = message;
  if (!(parts as Message['parts'] | undefined) || !isVersioned(message)) return false;
  const told: Readonly<Partial<Record<MessagePart, unknown>>> = {
    EDITED: editedAt,
    DELETED: deletedAt,
    REACTIONS: reactions,
    PINNED: pinnedAt,
    QUOTE: replyTo,
    FORWARD: forwardedFrom,
    MENTIONS: mentions,
    THREAD: thread,
  };
  return (
    (parts ?? []).every((part) => !(part in told) || Boolean(told[part])) &&
    isMineKnown(reactions ?? [])
  );
}

/** A message that came in another object, without what is an object of its own. */
export function ofLeaves(leaves: Quoted): Message {
  return { ...leaves, reactions: null, forwardedFrom: null };
}

/** Whether it is one in a thread. */
export function isReply({ rootSeq }: Pick<Message, 'rootSeq'>): boolean {
  // Not selected by a client that knows no threads.
  return typeof rootSeq === 'number';
}

/** A message by itself, without what happened in its thread. */
export function withoutReply(message: Message): Message {
  if (!message.reply) return message;
  return { ...message, reply: null };
}

/** Whether it changed, and is not told in a way that can be compared with other states of it. */
export function isUnordered(message: Message): boolean {
  return isAmended(message) && !isVersioned(message);
}

/** Whether two states, only one of which has a version, tell different texts. */
export function areTextsUnsure(held: Message, message: Message): boolean {
  return isVersioned(held) !== isVersioned(message) && held.body !== message.body;
}

/**
 * A text that was edited, deleted, pinned or reacted to. Of a system message, the revision is that of what it
 * records.
 */
export function isAmended({ kind, revision }: Message): boolean {
  return kind === 'TEXT' && revision !== null;
}

/** Whether a text was deleted, as far as was told: only then has it no body. */
export function isDeleted({ kind, body }: Message): boolean {
  return kind === 'TEXT' && body === null;
}

/** Whether a text is pinned, as far as was told. */
export function isPinned({ pinnedAt }: Message): boolean {
  return Boolean(pinnedAt);
}

/** As it will be, if the server agrees. The revision is still the one that the server told. */
export function amended<M extends Message>(
  message: M,
  { text, reactions, pin }: PendingOf,
  userId: string,
): M {
  const rewritten = withPin(withText(message, text, userId), pin, userId);
  const isUnchanged = reactions.every(({ state }) => state !== 'pending');
  if (isDeleted(rewritten) || isUnchanged) return rewritten;
  return { ...rewritten, reactions: reacted(rewritten.reactions ?? [], reactions, userId) };
}

/** What the person does to a message, in the order in which they did it. */
export interface PendingOf {
  readonly text: TextAmendment | null;
  readonly reactions: readonly ReactionAmendment[];
  readonly pin: PinAmendment | null;
}

function withText<M extends Message>(
  message: M,
  amendment: TextAmendment | null,
  userId: string,
): M {
  if (amendment?.state !== 'pending' || isDeleted(message)) return message;
  const { body, createdAt } = amendment;
  if (body !== null) {
    return { ...message, body, mentions: amendment.mentions ?? message.mentions };
  }
  const deletedAt = new Date(createdAt).toISOString();
  return {
    ...message,
    body,
    parts: message.thread ? ['DELETED', 'THREAD'] : ['DELETED'],
    editedAt: null,
    deletedAt,
    deletedBy: userId,
    reactions: [],
    pinnedAt: null,
    pinnedBy: null,
    replyTo: null,
    forwardedFrom: null,
    mentions: [],
    mentionsEveryone: false,
  };
}

/** Whether it mentions this person, by name or with everyone, as far as was told. */
export function mentionsPerson(
  { mentions, mentionsEveryone, senderId }: Message,
  userId: string,
): boolean {
  return senderId !== userId && (mentionsEveryone === true || Boolean(mentions?.includes(userId)));
}

function withPin<M extends Message>(message: M, pin: PinAmendment | null, userId: string): M {
  if (pin?.state !== 'pending' || isDeleted(message)) return message;
  if (pin.isPinned === isPinned(message)) return message;
  if (!pin.isPinned) return { ...message, pinnedAt: null, pinnedBy: null };
  return { ...message, pinnedAt: new Date(pin.createdAt).toISOString(), pinnedBy: userId };
}
