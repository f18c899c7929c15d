import type { ButtonHTMLAttributes, Ref } from 'react';

import { classes } from './classes';
import styles from './button.module.css';
import { Spinner } from './spinner';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly fullWidth?: boolean;
  /** Keeps its size and refuses clicks while something is under way. */
  readonly busy?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant = 'plain',
  fullWidth = false,
  busy = false,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={classes(styles.button, styles[variant], fullWidth && styles.wide, className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
      {...rest}
    >
      <span className={classes(styles.label, busy && styles.hidden)}>{children}</span>
      {busy && <Spinner className={styles.spinner} />}
    </button>
  );
}
