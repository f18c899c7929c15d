import { Link } from 'wouter';

import { placeAddress } from '../../../chat/addresses';
import { isolated } from '../../../chat/foreign-text';
import type { NameOf } from '../../../chat/names';
import { lastReplyText, nameList, repliesText } from '../../../chat/texts';
import { Avatar } from '../../../components/avatar';
import { classes } from '../../../components/classes';
import type { Message, Thread } from '../../../engine';
import styles from './thread-link.module.css';

/** Whose faces are shown. */
const MAX_FACES = 3;

interface ThreadLinkProps {
  readonly message: Message;
  readonly thread: Thread;
  readonly nameOf: NameOf;
  readonly userId: string;
  readonly mine: boolean;
}

/** Below a message: how many replied to it, who, and when; leads to its thread. */
export function ThreadLink({ message, thread, nameOf, userId, mine }: ThreadLinkProps) {
  const { participantIds, replyCount, lastReplyAt } = thread;
  const names = participantIds.map((id) => (id === userId ? 'you' : isolated(nameOf(id))));
  return (
    <Link
      href={placeAddress({ conversationId: message.conversationId, rootSeq: message.seq })}
      className={classes(styles.link, mine && styles.mine)}
      title={`Replies by ${nameList(names, MAX_FACES)}`}
      data-thread-link
    >
      <span className={styles.faces}>
        {participantIds.slice(0, MAX_FACES).map((id) => (
          <Avatar key={id} id={id} name={nameOf(id)} size="xs" />
        ))}
      </span>
      <span className={styles.count}>{repliesText(replyCount)}</span>
      {lastReplyAt !== null && (
        <time className={styles.last} dateTime={lastReplyAt}>
          {lastReplyText(new Date(lastReplyAt), new Date())}
        </time>
      )}
    </Link>
  );
}
