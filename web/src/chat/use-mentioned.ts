import { useEffect, useMemo } from 'react';

import type { Mentioned } from '../components/mentions';
import type { Message } from '../engine';
import { useEngine, useReadable } from './chat-context';
import { EVERYONE } from './mentions';
import type { NameOf } from './names';

type Mentioning = Pick<Message, 'mentions' | 'mentionsEveryone'> & {
  readonly senderId?: string | undefined;
};

/** Whom a message mentions, as the reader sees them. Who is not known yet comes later. */
export function useMentioned(
  { mentions, mentionsEveryone, senderId }: Mentioning,
  nameOf: NameOf,
): readonly Mentioned[] {
  const { userId, people } = useEngine();
  const known = useReadable(people);

  useEffect(() => {
    for (const id of mentions ?? []) people.load(id);
  }, [mentions, people]);

  return useMemo(() => {
    const everyone = { username: EVERYONE, name: EVERYONE, isReader: senderId !== userId };
    const named = (mentions ?? []).flatMap((id) => {
      const username = known.get(id)?.username;
      return username === undefined
        ? []
        : [{ username, name: nameOf(id), isReader: id === userId }];
    });
    return mentionsEveryone ? [...named, everyone] : named;
  }, [mentions, mentionsEveryone, senderId, userId, known, nameOf]);
}
