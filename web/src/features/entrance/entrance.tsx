import type { ReactNode } from 'react';

import { Logo } from '../../components/logo';
import { PRODUCT_NAME } from '../../config';
import styles from './entrance.module.css';
import { Scene } from './scene';

interface EntranceProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
  readonly below?: ReactNode;
}

/** The frame of every screen before the chat: who we are beside what is asked. */
export function Entrance({ title, lead, children, below }: EntranceProps) {
  return (
    <div className={styles.page}>
      <aside className={styles.side} aria-hidden>
        <p className={styles.promise}>Every message arrives. Once, and in order.</p>
        <Scene />
      </aside>
      <main className={styles.main}>
        <div className={styles.column}>
          <div className={styles.brand}>
            <Logo size={34} />
            <span>{PRODUCT_NAME}</span>
          </div>
          <h1 className={styles.title}>{title}</h1>
          {lead && <p className={styles.lead}>{lead}</p>}
          {children}
          {below && <div className={styles.below}>{below}</div>}
        </div>
      </main>
    </div>
  );
}
