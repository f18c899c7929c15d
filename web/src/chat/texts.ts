/** The texts of system messages, typing and lists of names. */
import type { Conversation, Message, Reaction } from '../engine';
import { isolated } from './foreign-text';
import type { NameOf } from './names';
import { dayName, futureTime, timeOfDay } from './times';

/** Nobody lives to see it: whoever is muted until then is muted for good. */
export const FOR_GOOD = '9999-12-31T23:59:59.000Z';

const listFormat = new Intl.ListFormat('en', { type: 'conjunction' });

/** “Alice added Bob and Carol”; the reader is “You”, or “you” within a sentence. */
export function systemMessageText(message: Message, nameOf: NameOf, currentUserId: string): string {
  const actor = message.senderId === currentUserId ? 'You' : isolated(nameOf(message.senderId));
  const names = listFormat.format(
    (message.memberIds ?? []).map((id) => (id === currentUserId ? 'you' : isolated(nameOf(id)))),
  );
  switch (message.event) {
    case 'MEMBERS_ADDED':
      return `${actor} added ${names}`;
    case 'MEMBER_REMOVED':
      return `${actor} removed ${names}`;
    case 'MEMBER_LEFT':
      return `${actor} left`;
    case 'CONVERSATION_RENAMED':
      return `${actor} renamed the conversation to “${isolated(message.body ?? '')}”`;
    default:
      return 'This conversation was updated';
  }
}

/** Above the first message that the reader may see. */
export function conversationStartText(
  { kind, fromSeq }: Pick<Conversation, 'kind' | 'fromSeq'>,
  title: string,
): string {
  if (kind === 'DIRECT')
    return `This is the beginning of your conversation with ${isolated(title)}.`;
  if (fromSeq > 1) return 'You can see the messages sent since you were added.';
  return 'This is the beginning of the group.';
}

/** “Bob is typing”, “Bob and Carol are typing”, “Several people are typing”. */
export function typingText(typing: readonly string[], nameOf: NameOf): string {
  if (typing.length === 0) return '';
  if (typing.length > 2) return 'Several people are typing';
  return `${listFormat.format(typing.map((id) => isolated(nameOf(id))))} ${typing.length === 1 ? 'is' : 'are'} typing`;
}

/** “1 new message”, “2 new messages”. */
export function newMessages(count: number): string {
  return `${count} new ${count === 1 ? 'message' : 'messages'}`;
}

/** “1 reply”, “2 replies”. */
export function repliesText(count: number): string {
  return `${count} ${count === 1 ? 'reply' : 'replies'}`;
}

/** “last today 14:02”, “last Monday, 3 March 14:02”. */
export function lastReplyText(at: Date, now: Date): string {
  const day = dayName(at, now);
  const isNamed = day === 'Today' || day === 'Yesterday';
  return `last ${isNamed ? day.toLowerCase() : day} ${timeOfDay(at)}`;
}

/** “1 mention of you”, “2 mentions of you”. */
export function mentionsText(count: number): string {
  return `${count} ${count === 1 ? 'mention' : 'mentions'} of you`;
}

/** “1 member”, “2 members”. */
export function memberCount(count: number): string {
  return `${count} ${count === 1 ? 'member' : 'members'}`;
}

/** “until 14:30”, “until tomorrow, 14:30”, “for good”. */
export function mutedText(mutedUntil: string, now: number): string {
  const until = new Date(mutedUntil);
  if (until.getUTCFullYear() >= new Date(FOR_GOOD).getUTCFullYear()) return 'for good';
  return `until ${futureTime(until, new Date(now))}`;
}

/** “You and Bob”, “You, Bob, Carol, and 8 others”. */
export function reactorsText(
  { count, userIds, mine }: Reaction,
  nameOf: NameOf,
  currentUserId: string,
): string {
  const others = userIds.filter((id) => id !== currentUserId).map((id) => isolated(nameOf(id)));
  const named = mine ? ['You', ...others] : others;
  const unnamed = count - named.length;
  if (unnamed <= 0) return listFormat.format(named);
  return listFormat.format([...named, `${unnamed} ${unnamed === 1 ? 'other' : 'others'}`]);
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** At most so many code points, and no character or emoji in two. */
export function shortened(text: string, longest: number): string {
  let short = '';
  for (const { segment } of characters.segment(text)) {
    if (Array.from(short + segment).length > longest) break;
    short += segment;
  }
  return short;
}

/** “Bob”, “Bob and Carol”, “Bob, Carol, and 3 others”. */
export function nameList(names: readonly string[], shown = 2): string {
  if (names.length <= shown + 1) return listFormat.format(names);
  return listFormat.format([...names.slice(0, shown), `${names.length - shown} others`]);
}
