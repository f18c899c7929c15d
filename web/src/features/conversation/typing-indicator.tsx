import styles from './typing-indicator.module.css';

/** Always rendered, so that nothing moves when somebody starts typing. */
export function TypingIndicator({ text }: { readonly text: string }) {
  return (
    <p className={styles.typing} data-testid="typing">
      {text && (
        <>
          <span className={styles.dots} aria-hidden>
            <i />
            <i />
            <i />
          </span>
          <span className={styles.sentence}>{text}</span>
        </>
      )}
    </p>
  );
}
