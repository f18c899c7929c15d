import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

import type { TalkState, Member } from '../engine';
import { members as fetchMembers } from './api';
import { byRoleThenTime } from './member-order';

/**
 * The engine follows the members of smaller conversations; larger ones are fetched when asked for.
 * isWanted: whether they are.
 */
export function useMembers(
  state: TalkState,
  isWanted = true,
): {
  members: readonly Member[];
  loading: boolean;
  /** They are being asked for, and nobody knows yet. */
  asking: boolean;
  /** They did not load; undefined while nothing is wrong. */
  retry: (() => void) | undefined;
} {
  const { conversation, members: tracked } = state;
  const isTracked = tracked.size > 0;
  const query = useQuery({
    queryKey: ['members', state.conversationId, conversation?.lastRevision],
    queryFn: () => fetchMembers(state.conversationId),
    enabled: isWanted && !isTracked,
    // Until the new list is there, the one before it: of this conversation, not of another.
    placeholderData: (before, of) =>
      of?.queryKey[1] === state.conversationId ? before : undefined,
  });
  // Kept: the composer asks at every key press.
  const members = useMemo(
    () =>
      [...(isTracked ? tracked.values() : (query.data ?? []))]
        .filter(({ status }) => status === 'ACTIVE')
        .sort(byRoleThenTime),
    [isTracked, tracked, query.data],
  );
  return {
    members,
    loading: !isTracked && query.isPending,
    asking: !isTracked && (query.isLoading || query.isPlaceholderData),
    retry: !isTracked && query.isError ? () => void query.refetch() : undefined,
  };
}
