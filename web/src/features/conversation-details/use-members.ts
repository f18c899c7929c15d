import { useQuery } from '@tanstack/react-query';

import { members as fetchMembers } from '../../chat/api';
import type { ConversationState, Member } from '../../engine';

/** The engine follows the members of smaller conversations; larger ones are fetched when asked for. */
export function useMembers(state: ConversationState): {
  members: readonly Member[];
  loading: boolean;
  /** They did not load; undefined while nothing is wrong. */
  retry: (() => void) | undefined;
} {
  const tracked = [...state.members.values()];
  const { conversation } = state;
  const query = useQuery({
    queryKey: ['members', state.conversationId, conversation?.lastRevision],
    queryFn: () => fetchMembers(state.conversationId),
    enabled: tracked.length === 0,
  });
  const members = tracked.length > 0 ? tracked : (query.data ?? []);
  return {
    members: members.filter(({ status }) => status === 'ACTIVE').sort(byRoleThenTime),
    loading: tracked.length === 0 && query.isPending,
    retry: tracked.length === 0 && query.isError ? () => void query.refetch() : undefined,
  };
}

function byRoleThenTime(a: Member, b: Member): number {
  if (a.role !== b.role) return a.role === 'OWNER' ? -1 : 1;
  return a.joinedAt.localeCompare(b.joinedAt);
}
