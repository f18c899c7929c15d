import { MicOff, ShieldCheck, UserMinus, UserRoundCog, Volume2, VolumeX } from 'lucide-react';

import { plainName } from '../../chat/foreign-text';
import { isMuted, type Standing } from '../../chat/grants';
import { distinctNames, type NameOf } from '../../chat/names';
import { mutedText } from '../../chat/texts';
import { useNow } from '../../chat/use-now';
import { Avatar } from '../../components/avatar';
import { classes } from '../../components/classes';
import { Menu } from '../../components/menu';
import { Skeleton } from '../../components/skeleton';
import type { Member } from '../../engine';
import { actsOn, type MemberAct } from './member-acts';
import styles from './member-list.module.css';
import { ROLE_NAMES } from './roles';

const ACTS = {
  role: { label: 'Change role…', icon: UserRoundCog },
  mute: { label: 'Mute…', icon: VolumeX },
  unmute: { label: 'Unmute', icon: Volume2 },
  remove: { label: 'Remove…', icon: UserMinus },
  'step-down': { label: 'Step down…', icon: ShieldCheck },
} as const;

interface MemberListProps {
  readonly members: readonly Member[];
  readonly loading: boolean;
  readonly currentUserId: string;
  /** How this person stands in the conversation. */
  readonly standing: Standing;
  readonly nameOf: NameOf;
  readonly onAct: (act: MemberAct, member: Member) => void;
}

export function MemberList({
  members,
  loading,
  currentUserId,
  standing,
  nameOf,
  onAct,
}: MemberListProps) {
  const now = useNow(members.map(({ mutedUntil }) => mutedUntil));
  if (loading) return <Skeleton height="3rem" />;
  const names = distinctNames(members.flatMap(({ user }) => (user ? [user] : [])));
  return (
    <ul className={styles.list}>
      {members.map((member) => {
        const { userId, user, role, mutedUntil } = member;
        const name = names.get(userId) ?? nameOf(userId);
        const acts = actsOn(standing, member, currentUserId, now);
        return (
          <li key={userId} className={styles.member}>
            <Avatar id={userId} name={name} size="bar" />
            <div className={styles.words}>
              <p className={styles.line}>
                <span className={styles.name}>
                  <bdi>{user ? plainName(user.displayName) : name}</bdi>
                  {userId === currentUserId && <span className={styles.you}>(you)</span>}
                </span>
                {role !== 'MEMBER' && (
                  <span className={classes(styles.role, role === 'OWNER' && styles.owner)}>
                    {ROLE_NAMES[role]}
                  </span>
                )}
              </p>
              {user && user.username !== user.displayName && (
                <p className={styles.username}>@{plainName(user.username)}</p>
              )}
              {mutedUntil !== null && isMuted(member, now) && (
                <p className={styles.muted}>
                  <MicOff size={13} aria-hidden />
                  <span>Muted {mutedText(mutedUntil, now)}</span>
                </p>
              )}
            </div>
            {acts.length > 0 && (
              <Menu
                label={`Actions for ${name}`}
                items={acts.map((act) => ({
                  ...ACTS[act],
                  onSelect: () => {
                    onAct(act, member);
                  },
                }))}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
