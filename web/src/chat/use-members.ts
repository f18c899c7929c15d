import { useQuery } from '@tanstack/react-query';

import type { ConversationState, Member } from '../engine';
import { members as fetchMembers } from './api';

/**
 * The engine follows the members of smaller conversations; larger ones are fetched when asked for.
 * isWanted: whether they are.
 */
export function useMembers(
  state: ConversationState,
  isWanted = true,
): {
  members: readonly Member[];
  loading: boolean;
  /** They are being asked for, and nobody knows yet. */
  asking: boolean;
  /** They did not load; undefined while nothing is wrong. */
  retry: (() => void) | undefined;
} {
  const tracked = [...state.members.values()];
  const { conversation } = state;
  const query = useQuery({
    queryKey: ['members', state.conversationId, conversation?.lastRevision],
    queryFn: () => fetchMembers(state.conversationId),
    enabled: isWanted && tracked.length === 0,
  });
  const members = tracked.length > 0 ? tracked : (query.data ?? []);
  return {
    members: members.filter(({ status }) => status === 'ACTIVE').sort(byRoleThenTime),
    loading: tracked.length === 0 && query.isPending,
    asking: tracked.length === 0 && query.isLoading,
    retry: tracked.length === 0 && query.isError ? () => void query.refetch() : undefined,
  };
}

function byRoleThenTime(a: Member, b: Member): number {
  if (a.role !== b.role) return a.role === 'OWNER' ? -1 : 1;
  return a.joinedAt.localeCompare(b.joinedAt);
}
