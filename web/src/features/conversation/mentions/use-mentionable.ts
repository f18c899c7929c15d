import { useEffect, useMemo } from 'react';

import { useEngine } from '../../../chat/chat-context';
import { type Mentionable, mentionableOf, mentionsIn } from '../../../chat/mentions';
import { useMembers } from '../../../chat/use-members';
import { useNow } from '../../../chat/use-now';
import { useProse } from '../../../components/formatting/use-prose';
import type { TalkState, Mentions } from '../../../engine';

interface Mentioning {
  readonly mentionable: Mentionable;
  /** Who the members are is being asked for. */
  readonly isLoading: boolean;
  /** Whom the text mentions, as far as the members are known; null while nothing is known of them. */
  readonly mentions: () => Mentions | null;
}

/** Whom a text may mention, and does. Nobody is asked for until there is an @ in it. */
export function useMentionable(state: TalkState, text: string): Mentioning {
  const { people } = useEngine();
  const isWanted = text.includes('@');
  const { members, asking } = useMembers(state, isWanted);
  const { conversation } = state;
  const prose = useProse(text);
  const now = useNow([conversation?.mutedUntil ?? null]);
  const all = mentionableOf(members, conversation, now);
  // In a thread nobody calls all who are in.
  const mentionable = { ...all, everyone: all.everyone && state.rootSeq === null };

  // Large conversations are not followed by the engine, which names those who are mentioned.
  const users = useMemo(() => members.flatMap(({ user }) => user ?? []), [members]);
  useEffect(() => {
    if (users.length > 0) people.add(users);
  }, [users, people]);

  return {
    mentionable,
    isLoading: asking,
    mentions: () => (isWanted && members.length === 0 ? null : mentionsIn(prose(), mentionable)),
  };
}
