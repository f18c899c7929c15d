import { useQuery } from '@tanstack/react-query';

import { members as fetchMembers } from '../../chat/api';
import type { ConversationState, Member } from '../../engine';

/** The engine follows the members of smaller conversations; larger ones are fetched when asked for. */
export function useMembers(state: ConversationState): {
  members: readonly Member[];
  loading: boolean;
  /** They did not load; undefined while nothing is wrong. */
  tryAgain: (() => void) | undefined;
} {
  const followed = [...state.members.values()];
  const { conversation } = state;
  const query = useQuery({
    queryKey: ['members', state.conversationId, conversation?.lastRevision],
    queryFn: () => fetchMembers(state.conversationId),
    enabled: followed.length === 0,
  });
  const members = followed.length > 0 ? followed : (query.data ?? []);
  return {
    members: members.filter(({ status }) => status === 'ACTIVE').sort(byRoleThenTime),
    loading: followed.length === 0 && query.isPending,
    tryAgain: followed.length === 0 && query.isError ? () => void query.refetch() : undefined,
  };
}

function byRoleThenTime(a: Member, b: Member): number {
  if (a.role !== b.role) return a.role === 'OWNER' ? -1 : 1;
  return a.joinedAt.localeCompare(b.joinedAt);
}
