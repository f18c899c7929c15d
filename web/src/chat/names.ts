/** Names of people, fetched when they are displayed. */
import { useCallback, useEffect, useMemo, useRef } from 'react';

import type { InboxEntry, User } from '../engine';
import { useEngine, useReadable } from './chat-context';
import { plainName } from './foreign-text';

/** A name that is still on its way. */
const UNKNOWN = '…';

export type NameOf = (userId: string) => string;

/** A new function whenever a name changes, so that it can be a dependency. */
export function useNames(): NameOf {
  const { people } = useEngine();
  const known = useReadable(people);
  const names = useMemo(() => distinctNames(known.values()), [known]);
  const wanted = useRef(new Set<string>());

  useEffect(() => {
    for (const userId of wanted.current) people.load(userId);
    wanted.current.clear();
  });

  return useCallback(
    (userId) => {
      const name = names.get(userId);
      if (name === undefined) wanted.current.add(userId);
      return name ?? UNKNOWN;
    },
    [names],
  );
}

/** How a username stands behind a name. */
const LIKE_A_USERNAME = '(@';

/** Display names by user id, with the username of people who share one, or who imitate that. */
export function distinctNames(people: Iterable<User>): ReadonlyMap<string, string> {
  const known = [...people].map((user) => ({ ...user, name: plainName(user.displayName) }));
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { name } of known) {
    const folded = name.toLocaleLowerCase();
    if (seen.has(folded)) shared.add(folded);
    seen.add(folded);
  }
  return new Map(
    known.map(({ id, name, username }) => [
      id,
      shared.has(name.toLocaleLowerCase()) || name.includes(LIKE_A_USERNAME)
        ? `${name} (@${plainName(username)})`
        : name,
    ]),
  );
}

/** What a conversation is called: its title, or the other person's name. */
export function titleOf(
  conversation: Pick<InboxEntry, 'kind' | 'title' | 'peerId'>,
  nameOf: NameOf,
): string {
  if (conversation.kind === 'GROUP') return plainName(conversation.title ?? 'Group');
  return conversation.peerId ? nameOf(conversation.peerId) : 'Conversation';
}
