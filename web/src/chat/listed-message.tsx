import type { ReactNode } from 'react';
import { Link } from 'wouter';

import styles from './listed-message.module.css';
import { exactTime, shortTime } from './times';

/** Messages away from their conversation, as ListedMessage shows them. */
export function ListedMessages({ children }: { readonly children: ReactNode }) {
  return <ul className={styles.list}>{children}</ul>;
}

interface ListedMessageProps {
  /** Where the message is: an address, or what goes there. */
  readonly target: string | (() => void);
  /** Of who wrote it. */
  readonly name: string;
  readonly createdAt: string;
  /** How many of the text are shown. */
  readonly lines: number;
  readonly words: ReactNode;
  /** What else there is to know about it. */
  readonly note?: ReactNode;
  /** A button beside it. */
  readonly action?: ReactNode;
}

export function ListedMessage({
  target,
  name,
  createdAt,
  lines,
  words,
  note,
  action,
}: ListedMessageProps) {
  const at = new Date(createdAt);
  const content = (
    <>
      <span className={styles.line}>
        <bdi className={styles.name}>{name}</bdi>
        <time className={styles.time} dateTime={createdAt} title={exactTime(at)}>
          {shortTime(at, new Date())}
        </time>
      </span>
      <span className={styles.words} dir="auto" style={{ '--lines': lines }}>
        {words}
      </span>
      {note && <span className={styles.note}>{note}</span>}
    </>
  );
  const shared = { className: styles.message, title: 'Go to this message' };
  return (
    <li className={styles.item}>
      {typeof target === 'string' ? (
        <Link {...shared} href={target}>
          {content}
        </Link>
      ) : (
        <button {...shared} type="button" onClick={target}>
          {content}
        </button>
      )}
      {action}
    </li>
  );
}
