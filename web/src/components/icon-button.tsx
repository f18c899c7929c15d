import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, Ref } from 'react';

import { classes } from './classes';
import styles from './icon-button.module.css';

/** In pixels. */
const ICON_SIZES = { medium: 20, small: 17 } as const;

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: LucideIcon;
  /** What it does, for a screen reader and as a tooltip. */
  readonly label: string;
  readonly variant?: 'quiet' | 'primary';
  readonly size?: 'medium' | 'small';
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({
  icon: Icon,
  label,
  variant = 'quiet',
  size = 'medium',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={classes(styles.button, styles[variant], styles[size], className)}
      {...rest}
    >
      <Icon size={ICON_SIZES[size]} strokeWidth={1.9} aria-hidden />
    </button>
  );
}
