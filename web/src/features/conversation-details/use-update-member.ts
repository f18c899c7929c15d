import { useMutation, useQueryClient } from '@tanstack/react-query';

import { type MemberChange, updateMember } from '../../chat/api';
import { useEngine } from '../../chat/chat-context';
import type { Member } from '../../engine';

/** Gives a member another role, or mutes them: what they are then is shown at once. */
export function useUpdateMember(conversationId: string, onDone?: () => void) {
  const engine = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ memberId, ...change }: MemberChange & { readonly memberId: string }) =>
      updateMember(conversationId, memberId, change),
    onSuccess: (member) => {
      // The engine does not follow the members of large conversations.
      queries.setQueriesData<readonly Member[]>({ queryKey: ['members', conversationId] }, (all) =>
        all?.map((each) => (each.userId === member.userId ? member : each)),
      );
      engine.receiveMember(member);
      onDone?.();
    },
  });
}
