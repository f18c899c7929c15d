import { MessagesSquare } from 'lucide-react';

import { useEngine, useReadable } from '../../chat/chat-context';
import { IconButton } from '../../components/icon-button';
import styles from './threads-button.module.css';

const MAX_SHOWN = 9;

/** Leads to the threads that the person follows, and says in how many something is unread. */
export function ThreadsButton({ onOpen }: { readonly onOpen: () => void }) {
  const { unread } = useReadable(useEngine().threads);
  return (
    <span className={styles.button}>
      <IconButton
        icon={MessagesSquare}
        label={unread > 0 ? `Threads, ${unread} unread` : 'Threads'}
        onClick={onOpen}
      />
      {unread > 0 && (
        <span className={styles.count} aria-hidden>
          {unread > MAX_SHOWN ? `${MAX_SHOWN}+` : unread}
        </span>
      )}
    </span>
  );
}
