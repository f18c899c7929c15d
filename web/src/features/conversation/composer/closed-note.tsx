import type { ReactNode } from 'react';

import styles from './closed-note.module.css';

/** In the place of the composer: why nothing can be written there. */
export function ClosedNote({ children }: { readonly children: ReactNode }) {
  return (
    <p className={styles.note} role="status">
      {children}
    </p>
  );
}
