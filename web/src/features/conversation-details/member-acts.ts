import { isHigher, isMuted, may, type Role, type Standing } from '../../chat/grants';
import type { Member } from '../../engine';
import { ROLES } from '../../graphql/grants';

export type MemberAct = 'role' | 'mute' | 'unmute' | 'remove' | 'step-down';

/** The roles that this person may give somebody, from the highest down. */
export function rolesFor(
  standing: Standing,
  { role }: Pick<Member, 'role'>,
  now: number,
): readonly Role[] {
  if (!isHigher(standing.role, role) || !may('CHANGE_ROLES', standing, now)) return [];
  return ROLES.filter((each) =>
    each === 'OWNER' ? may('TRANSFER_OWNERSHIP', standing, now) : isHigher(standing.role, each),
  );
}

/** Those below one’s own, which everybody may take; the owner hands over the group first. */
export function rolesBelow({ kind, role }: Standing): readonly Role[] {
  if (kind === 'DIRECT' || role === 'OWNER') return [];
  return ROLES.filter((each) => isHigher(role, each));
}

/** What this person may do to a member, themselves included, in the order of the menu. */
export function actsOn(
  standing: Standing,
  member: Pick<Member, 'userId' | 'role' | 'mutedUntil'>,
  userId: string,
  now: number,
): readonly MemberAct[] {
  if (member.userId === userId) {
    const canStepDown = isHigher(standing.role, 'MEMBER') && rolesBelow(standing).length > 0;
    return canStepDown ? ['step-down'] : [];
  }
  if (!isHigher(standing.role, member.role)) return [];
  const mute = isMuted(member, now) ? 'unmute' : 'mute';
  return [
    ...(rolesFor(standing, member, now).length > 0 ? (['role'] as const) : []),
    ...(may('MUTE_MEMBERS', standing, now) ? ([mute] as const) : []),
    ...(may('REMOVE_MEMBERS', standing, now) ? (['remove'] as const) : []),
  ];
}
