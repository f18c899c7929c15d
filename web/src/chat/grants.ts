/** What the person may do in a conversation: the app offers nothing that would be refused. */
import type { Conversation, Member } from '../engine';
import { BETWEEN_TWO, GRANTS, NOT_WHILE_MUTED, type Permission, ROLES } from '../graphql/grants';

export type Role = Member['role'];

/** How somebody stands in a conversation. */
export type Standing = Pick<Conversation, 'kind' | 'role' | 'mutedUntil'>;

/**
 * standing: null while the conversation is loading; then nothing is offered.
 * now: milliseconds since 1970.
 */
export function may(permission: Permission, standing: Standing | null, now: number): boolean {
  if (!standing) return false;
  if (standing.kind === 'DIRECT') return BETWEEN_TWO.includes(permission);
  if (NOT_WHILE_MUTED.includes(permission) && isMuted(standing, now)) return false;
  return GRANTS[permission].some((role) => role === standing.role);
}

export function isMuted({ mutedUntil }: Pick<Member, 'mutedUntil'>, now: number): boolean {
  return mutedUntil !== null && now < Date.parse(mutedUntil);
}

/** Whether the first role may more than the second. */
export function isHigher(role: Role, other: Role): boolean {
  return ROLES.indexOf(role) < ROLES.indexOf(other);
}
