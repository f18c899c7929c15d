import { isolated } from '../../../chat/foreign-text';
import type { NameOf } from '../../../chat/names';
import { exactTime, shortTime } from '../../../chat/times';
import { useMentioned } from '../../../chat/use-mentioned';
import { Avatar } from '../../../components/avatar';
import { FormattedText } from '../../../components/formatting/formatted-text';
import { isDeleted, type Message } from '../../../engine';
import styles from './root-message.module.css';

interface RootMessageProps {
  readonly message: Message;
  readonly nameOf: NameOf;
  readonly userId: string;
  readonly onCopy: (text: string) => void;
}

/** What a thread hangs on, above its replies. What can be done with it, can be done in the conversation. */
export function RootMessage({ message, nameOf, userId, onCopy }: RootMessageProps) {
  const mentioned = useMentioned(message, nameOf);
  const at = new Date(message.createdAt);
  const name = nameOf(message.senderId);
  return (
    <article className={styles.root} aria-label="What the thread is about" data-root tabIndex={0}>
      <header className={styles.header}>
        <Avatar id={message.senderId} name={name} size="sm" />
        <bdi className={styles.name}>{message.senderId === userId ? 'You' : isolated(name)}</bdi>
        <time className={styles.time} dateTime={message.createdAt} title={exactTime(at)}>
          {shortTime(at, new Date())}
        </time>
      </header>
      <div className={styles.text} dir="auto">
        {isDeleted(message) ? (
          <p className={styles.gone}>Message deleted</p>
        ) : (
          <FormattedText text={message.body ?? ''} mentioned={mentioned} onCopy={onCopy} />
        )}
      </div>
    </article>
  );
}
