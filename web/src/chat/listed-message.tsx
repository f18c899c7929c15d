import type { ReactNode } from 'react';
import { Link } from 'wouter';

import { useInbox } from './chat-context';
import { isolated } from './foreign-text';
import styles from './listed-message.module.css';
import { titleOf, useNames } from './names';
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
  /** The conversation it is in, where that goes without saying for none of those listed. */
  readonly conversationId?: string;
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
  conversationId,
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
      {conversationId !== undefined && <Where conversationId={conversationId} />}
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

/** Of a conversation of two, who wrote the message says it. */
function Where({ conversationId }: { readonly conversationId: string }) {
  const nameOf = useNames();
  const entry = useInbox().entries.find((each) => each.conversationId === conversationId);
  if (entry?.kind !== 'GROUP') return null;
  return <span className={styles.where}>in {isolated(titleOf(entry, nameOf))}</span>;
}
