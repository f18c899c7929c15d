/** Names of people, fetched when they are displayed. */
import { useCallback, useEffect, useRef } from 'react';

import type { InboxEntry } from '../engine';
import { useEngine, useReadable } from './chat-context';

/** A name that is still on its way. */
const UNKNOWN = '…';

export type NameOf = (userId: string) => string;

/** A new function whenever a name changes, so that it can be a dependency. */
export function useNames(): NameOf {
  const { people } = useEngine();
  const known = useReadable(people);
  const wanted = useRef(new Set<string>());

  useEffect(() => {
    for (const userId of wanted.current) people.load(userId);
    wanted.current.clear();
  });

  return useCallback(
    (userId) => {
      const name = known.get(userId)?.displayName;
      if (name === undefined) wanted.current.add(userId);
      return name ?? UNKNOWN;
    },
    [known],
  );
}

/** What a conversation is called: its title, or the other person's name. */
export function titleOf(
  conversation: Pick<InboxEntry, 'kind' | 'title' | 'peerId'>,
  nameOf: NameOf,
): string {
  if (conversation.kind === 'GROUP') return conversation.title ?? 'Group';
  return conversation.peerId ? nameOf(conversation.peerId) : 'Conversation';
}
