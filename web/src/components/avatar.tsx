import { Users } from 'lucide-react';

import styles from './avatar.module.css';
import { classes } from './classes';
import { hueOf, initialsOf } from './avatar-style';

interface AvatarProps {
  /** Decides the colour, which stays the same when the name changes. */
  readonly id: string;
  readonly name: string;
  readonly size?: 'xs' | 'sm' | 'bar' | 'md' | 'lg';
  readonly group?: boolean;
}

export function Avatar({ id, name, size = 'md', group = false }: AvatarProps) {
  const initials = initialsOf(name);
  return (
    <span
      className={classes(styles.avatar, styles[size], group && styles.group)}
      style={{ '--hue': hueOf(id) }}
      aria-hidden
    >
      {group && initials === '' ? <Users size={18} /> : initials}
    </span>
  );
}
