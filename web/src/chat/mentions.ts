/** Whom a text mentions when it is sent: it is stored as it was typed, and they beside it. */
import { splitMentions } from '../components/mentions';
import type { Member, Mentions, User } from '../engine';
import { may, type Standing } from './grants';

/** Stands for all who are in, after an @. */
export const EVERYONE = 'everyone';
/** What the server accepts. */
const MOST_MENTIONED = 50;

/** Those who may be mentioned in a conversation. */
export interface Mentionable {
  readonly people: readonly User[];
  readonly everyone: boolean;
}

/** prose: the text without code and addresses, in pieces. */
export function mentionsIn(prose: readonly string[], { people, everyone }: Mentionable): Mentions {
  const ids = new Map(people.map(({ id, username }) => [username, id]));
  const usernames = [...(everyone ? [EVERYONE] : []), ...ids.keys()];
  const named = prose
    .flatMap((part) => splitMentions(part, usernames))
    .flatMap(({ username }) => username ?? []);
  const mentionsEveryone = everyone && named.includes(EVERYONE);
  const others = new Set(named.filter((username) => !(mentionsEveryone && username === EVERYONE)));
  const mentions = [...others].flatMap((username) => ids.get(username) ?? []);
  return { mentions: mentions.slice(0, MOST_MENTIONED), mentionsEveryone };
}

/** With everyone, where this person may mention them. */
export function mentionableOf(
  members: readonly Member[],
  standing: Standing | null,
  now: number,
): Mentionable {
  return {
    people: members.flatMap(({ user }) => user ?? []),
    everyone: may('MENTION_EVERYONE', standing, now),
  };
}
