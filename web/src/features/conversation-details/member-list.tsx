import { UserMinus } from 'lucide-react';

import type { NameOf } from '../../chat/names';
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
  return (
    <ul className={styles.list}>
      {members.map(({ userId, user, role }) => {
        const name = user?.displayName ?? nameOf(userId);
        return (
          <li key={userId} className={styles.member}>
            <Avatar id={userId} name={name} size="bar" />
            <span className={styles.name}>
              {name}
              {userId === currentUserId && <span className={styles.you}> (you)</span>}
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
