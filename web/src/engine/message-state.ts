/** Which of two states of a message is the later one, what a state lacks, and what it will be. */
import type { Amendment, Message } from './model';

/** Of two states of a message the one with the higher revision; its sender from either. */
export function laterState<M extends Message>(held: M, message: M): M {
  const present = isLater(held, message) ? message : held;
  const sender = held.sender ?? message.sender;
  return sender && !present.sender ? { ...present, sender } : present;
}

/** Of the same state, what tells all of it is worth more. */
function isLater(held: Message, message: Message): boolean {
  const [from, to] = [held.revision ?? 0, message.revision ?? 0];
  return to === from ? !isWhole(held) && isWhole(message) : to > from;
}

/**
 * False for an event of a client that knows less than this one, and so told less: what it told is
 * true, the rest has to be asked for.
 */
export function isWhole({ parts, editedAt, deletedAt }: Message): boolean {
  // Not selected by the one who published it: an event then lacks the field, or has it as null.
  if (!(parts as Message['parts'] | undefined)) return false;
  const isTold = { EDITED: editedAt, DELETED: deletedAt } as const;
  return (parts ?? []).every((part) => !(part in isTold) || Boolean(isTold[part]));
}

/** A text that was edited or deleted. Of a system message, the revision is that of what it records. */
export function isAmended({ kind, revision }: Message): boolean {
  return kind === 'TEXT' && revision !== null;
}

/** Whether a text was deleted, as far as was told: only then has it no body. */
export function isDeleted({ kind, body }: Message): boolean {
  return kind === 'TEXT' && body === null;
}

/** As it will be, if the server agrees. The revision is still the one that the server told. */
export function amended<M extends Message>(
  message: M,
  amendment: Amendment | null,
  userId: string,
): M {
  if (amendment?.state !== 'pending' || isDeleted(message)) return message;
  const { body, createdAt } = amendment;
  if (body !== null) return { ...message, body };
  const deletedAt = new Date(createdAt).toISOString();
  return { ...message, body, parts: ['DELETED'], editedAt: null, deletedAt, deletedBy: userId };
}
