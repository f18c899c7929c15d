import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

import styles from './notice.module.css';

interface NoticeProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Fills an empty pane: why it is empty, and what to do about it. */
export function Notice({ icon: Icon, title, children, action }: NoticeProps) {
  return (
    <div className={styles.notice}>
      <span className={styles.icon} aria-hidden>
        <Icon size={26} strokeWidth={1.7} />
      </span>
      <h2 className={styles.title}>{title}</h2>
      {children && <p className={styles.text}>{children}</p>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
