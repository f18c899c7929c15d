import { MessagesSquare } from 'lucide-react';
import { useEffect } from 'react';

import { placeAddress } from '../../chat/addresses';
import { useEngine, useReadable } from '../../chat/chat-context';
import { ListedMessage, ListedMessages } from '../../chat/listed-message';
import { useNames } from '../../chat/names';
import { lastReplyText, repliesText } from '../../chat/texts';
import { useMentioned } from '../../chat/use-mentioned';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { usePlainText } from '../../components/formatting/use-plain-text';
import { MentionedText } from '../../components/mentioned-text';
import { Notice } from '../../components/notice';
import { Spinner } from '../../components/spinner';
import { type FollowedThread, isDeleted, type Message } from '../../engine';
import styles from './threads-dialog.module.css';

/** The threads that the person follows, latest reply first. */
export default function ThreadsDialog({ onClose }: { readonly onClose: () => void }) {
  const { threads } = useEngine();
  const { status, error, threads: followed, older } = useReadable(threads);

  // What was read or followed on another device nobody tells.
  useEffect(() => {
    threads.refresh();
  }, [threads]);

  return (
    <Dialog title="Threads" onClose={onClose}>
      {status === 'loading' && (
        <div role="status" aria-label="Loading threads">
          <Spinner />
        </div>
      )}
      {status === 'ready' && followed.length === 0 && (
        <Notice icon={MessagesSquare} title="No threads yet">
          When you reply in a thread, or somebody replies to your message in one, you find it here.
        </Notice>
      )}
      <ListedMessages>
        {followed.map((thread) => (
          <ThreadItem key={`${thread.conversationId ?? ''} ${thread.rootSeq}`} thread={thread} />
        ))}
      </ListedMessages>
      {status === 'failed' && <p role="alert">{error}</p>}
      {(older === 'more' || older === 'failed') && (
        <Button
          variant="quiet"
          fullWidth
          onClick={() => {
            threads.loadOlder();
          }}
        >
          Show more
        </Button>
      )}
    </Dialog>
  );
}

function ThreadItem({ thread }: { readonly thread: FollowedThread }) {
  const { root } = thread;
  return root && <ListedThread thread={thread} root={root} />;
}

interface ListedThreadProps {
  readonly thread: FollowedThread;
  readonly root: Message;
}

function ListedThread({ thread, root }: ListedThreadProps) {
  const nameOf = useNames();
  const mentioned = useMentioned(root, nameOf);
  const { conversationId, seq } = root;
  const words = usePlainText(root.body ?? '');
  const { replyCount, lastReplyAt } = root.thread ?? thread;
  const last = lastReplyAt === null ? '' : ` · ${lastReplyText(new Date(lastReplyAt), new Date())}`;
  const unread = thread.unread ?? 0;
  return (
    <ListedMessage
      target={placeAddress({ conversationId, rootSeq: seq })}
      name={nameOf(root.senderId)}
      createdAt={root.createdAt}
      lines={2}
      words={
        isDeleted(root) ? 'Message deleted' : <MentionedText text={words} mentioned={mentioned} />
      }
      conversationId={conversationId}
      note={
        <span className={styles.note}>
          <span className={styles.replies}>
            {repliesText(replyCount)}
            {last}
          </span>
          {unread > 0 && <span className={styles.unread}>{unread} unread</span>}
        </span>
      }
    />
  );
}
