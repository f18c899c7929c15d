import { UserMinus } from 'lucide-react';

import { plainName } from '../../chat/foreign-text';
import { distinctNames, type NameOf } from '../../chat/names';
import { Avatar } from '../../components/avatar';
import { IconButton } from '../../components/icon-button';
import { Skeleton } from '../../components/skeleton';
import type { Member } from '../../engine';
import styles from './member-list.module.css';

interface MemberListProps {
  readonly members: readonly Member[];
  readonly loading: boolean;
  readonly currentUserId: string;
  readonly nameOf: NameOf;
  /** Undefined: nobody can be removed by this person. */
  readonly onRemove: ((userId: string) => void) | undefined;
}

export function MemberList({ members, loading, currentUserId, nameOf, onRemove }: MemberListProps) {
  if (loading) return <Skeleton height="3rem" />;
  const names = distinctNames(members.flatMap(({ user }) => (user ? [user] : [])));
  return (
    <ul className={styles.list}>
      {members.map(({ userId, user, role }) => {
        const name = names.get(userId) ?? nameOf(userId);
        return (
          <li key={userId} className={styles.member}>
            <Avatar id={userId} name={name} size="bar" />
            <span className={styles.words}>
              <span className={styles.name}>
                <bdi>{user ? plainName(user.displayName) : name}</bdi>
                {userId === currentUserId && <span className={styles.you}> (you)</span>}
              </span>
              {user && user.username !== user.displayName && (
                <span className={styles.username}>@{plainName(user.username)}</span>
              )}
            </span>
            {role === 'OWNER' && <span className={styles.role}>Owner</span>}
            {onRemove && userId !== currentUserId && (
              <IconButton
                icon={UserMinus}
                label={`Remove ${name}`}
                onClick={() => {
                  onRemove(userId);
                }}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
