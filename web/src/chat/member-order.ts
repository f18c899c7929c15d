import type { Member } from '../engine';
import { ROLES } from '../graphql/grants';

/** The highest role first; of one role, whoever joined first. */
export function byRoleThenTime(a: Member, b: Member): number {
  return (
    ROLES.indexOf(a.role) - ROLES.indexOf(b.role) ||
    Date.parse(a.joinedAt) - Date.parse(b.joinedAt) ||
    (a.userId < b.userId ? -1 : 1)
  );
}

/** So many of those who joined first are considered, the owner among them. */
const CANDIDATES = 50;

/** Who becomes the owner if this one leaves; undefined where nobody is left. */
export function heirOf(members: readonly Member[], ownerId: string): Member | undefined {
  return members
    .filter(({ status }) => status === 'ACTIVE')
    .sort((a, b) => Date.parse(a.joinedAt) - Date.parse(b.joinedAt))
    .slice(0, CANDIDATES)
    .filter(({ userId }) => userId !== ownerId)
    .sort(byRoleThenTime)[0];
}
