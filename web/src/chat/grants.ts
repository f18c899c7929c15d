/** What the person may do in a conversation: the app offers nothing that would be refused. */
import type { Conversation } from '../engine';
import { BETWEEN_TWO, GRANTS, type Permission } from '../graphql/grants';

/** conversation: null while it is loading; then nothing is offered. */
export function may(
  permission: Permission,
  conversation: Pick<Conversation, 'kind' | 'role'> | null,
): boolean {
  if (!conversation) return false;
  if (conversation.kind === 'DIRECT') return BETWEEN_TWO.includes(permission);
  return GRANTS[permission].some((role) => role === conversation.role);
}
