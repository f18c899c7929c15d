import type { ReactNode } from 'react';

import { Logo } from '../../components/logo';
import { PRODUCT_NAME } from '../../config';
import styles from './auth-layout.module.css';
import { Illustration } from './illustration';

interface AuthLayoutProps {
  readonly title: string;
  readonly intro?: ReactNode;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

/** The layout of all screens before the chat: an illustration beside the form. */
export function AuthLayout({ title, intro, children, footer }: AuthLayoutProps) {
  return (
    <div className={styles.page}>
      <aside className={styles.side} aria-hidden>
        <p className={styles.promise}>Every message arrives, once and in order.</p>
        <Illustration />
      </aside>
      <main className={styles.main}>
        <div className={styles.column}>
          <div className={styles.brand}>
            <Logo size={34} />
            <span>{PRODUCT_NAME}</span>
          </div>
          <h1 className={styles.title}>{title}</h1>
          {intro && <p className={styles.lead}>{intro}</p>}
          {children}
          {footer && <div className={styles.below}>{footer}</div>}
        </div>
      </main>
    </div>
  );
}
