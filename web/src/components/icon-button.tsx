import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, Ref } from 'react';

import { classes } from './classes';
import styles from './icon-button.module.css';

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: LucideIcon;
  /** What it does, for a screen reader and as a tooltip. */
  readonly label: string;
  readonly variant?: 'quiet' | 'primary';
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({
  icon: Icon,
  label,
  variant = 'quiet',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={classes(styles.button, styles[variant], className)}
      {...rest}
    >
      <Icon size={20} strokeWidth={1.9} aria-hidden />
    </button>
  );
}
