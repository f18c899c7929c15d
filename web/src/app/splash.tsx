import { Logo } from '../components/logo';
import styles from './splash.module.css';

/** Invisible at first: most starts are over before it shows. */
export function Splash() {
  return (
    <div className={styles.splash} role="status" aria-label="Loading">
      <Logo size={56} />
    </div>
  );
}
