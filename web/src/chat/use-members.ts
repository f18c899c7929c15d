import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

import type { TalkState, Member } from '../engine';
import { members as fetchMembers } from './api';

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
    asking: !isTracked && query.isLoading,
    retry: !isTracked && query.isError ? () => void query.refetch() : undefined,
  };
}

function byRoleThenTime(a: Member, b: Member): number {
  if (a.role !== b.role) return a.role === 'OWNER' ? -1 : 1;
  return a.joinedAt.localeCompare(b.joinedAt);
}
