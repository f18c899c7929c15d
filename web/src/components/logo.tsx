import styles from './logo.module.css';

/** Two speech bubbles. */
export function Logo({ size = 32 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" className={styles.logo} aria-hidden>
      <rect width="32" height="32" rx="9.5" className={styles.ground} />
      <path
        className={styles.voice}
        d="M7 13.2A5.2 5.2 0 0 1 12.2 8h4.1a5.2 5.2 0 0 1 0 10.4h-3.9l-3.7 2.7c-.5.4-1.2 0-1.1-.6l.5-3.2A5.2 5.2 0 0 1 7 13.2z"
      />
      <circle className={styles.answer} cx="22.6" cy="20.9" r="3.9" />
    </svg>
  );
}
