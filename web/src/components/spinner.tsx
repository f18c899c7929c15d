import { classes } from './classes';
import styles from './spinner.module.css';

/** Decoration: whoever shows it says in words what is under way. */
export function Spinner({ className }: { readonly className?: string | undefined }) {
  return <span className={classes(styles.spinner, className)} aria-hidden />;
}
