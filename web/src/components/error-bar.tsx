import { X } from 'lucide-react';

import styles from './error-bar.module.css';
import { IconButton } from './icon-button';

interface ErrorBarProps {
  readonly message: string;
  readonly onDismiss: () => void;
}

/** Says that an action failed, above what it was about, until it is dismissed. */
export function ErrorBar({ message, onDismiss }: ErrorBarProps) {
  return (
    <div className={styles.bar} role="alert">
      <p className={styles.text}>{message}</p>
      <IconButton icon={X} label="Dismiss" onClick={onDismiss} />
    </div>
  );
}
