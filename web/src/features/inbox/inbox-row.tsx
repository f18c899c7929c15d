import { AtSign, MailOpen } from 'lucide-react';
import { memo, type MouseEvent, useRef } from 'react';
import { Link } from 'wouter';

import { useEngine } from '../../chat/chat-context';
import { isolated } from '../../chat/foreign-text';
import { type NameOf, titleOf } from '../../chat/names';
import { mentionsText, systemMessageText, typingText } from '../../chat/texts';
import { exactTime, shortTime } from '../../chat/times';
import { Avatar } from '../../components/avatar';
import { classes } from '../../components/classes';
import { usePlainText } from '../../components/formatting/use-plain-text';
import { Menu } from '../../components/menu';
import { type InboxEntry, isDeleted } from '../../engine';
import styles from './inbox-row.module.css';

const MAX_UNREAD_SHOWN = 99;

interface InboxRowProps {
  readonly entry: InboxEntry;
  readonly open: boolean;
  readonly typing: readonly string[];
  readonly nameOf: NameOf;
  readonly onMarkUnread: (conversationId: string, seq: number) => void;
}

/** Memoised: a list has hundreds of rows, and an event changes one of them. */
export const InboxRow = memo(function InboxRow({
  entry,
  open,
  typing,
  nameOf,
  onMarkUnread,
}: InboxRowProps) {
  const menuButton = useRef<HTMLButtonElement>(null);
  const { userId } = useEngine();
  const title = titleOf(entry, nameOf);
  const words = usePlainText(entry.lastMessage?.body ?? '');
  const at = new Date(entry.lastActivityAt);
  const isTyping = typing.length > 0;
  const canMarkUnread = isReadMessageOfOthers(entry, userId);
  return (
    <li
      className={styles.item}
      onContextMenu={(event) => {
        if (!menuButton.current || !isLongPressOrKey(event)) return;
        event.preventDefault();
        menuButton.current.click();
      }}
    >
      <Link
        href={`/c/${entry.conversationId}`}
        className={classes(
          styles.row,
          open && styles.open,
          entry.unread > 0 && styles.unread,
          canMarkUnread && styles.withMenu,
        )}
        aria-current={open ? 'page' : undefined}
        data-conversation={entry.conversationId}
      >
        <Avatar
          id={entry.peerId ?? entry.conversationId}
          name={title}
          group={entry.kind === 'GROUP'}
        />
        <span className={styles.words}>
          <span className={styles.line}>
            <span className={styles.title}>
              <bdi>{title}</bdi>
            </span>
            <time className={styles.time} dateTime={entry.lastActivityAt} title={exactTime(at)}>
              {shortTime(at, new Date())}
            </time>
          </span>
          <span className={styles.line}>
            <span className={classes(styles.preview, isTyping && styles.typing)}>
              {isTyping
                ? `${typingText(typing, nameOf)}…`
                : previewOf(entry, words, nameOf, userId)}
            </span>
            {entry.unreadMentions > 0 && (
              <span className={classes(styles.badge, styles.mentions)}>
                <AtSign size={12} strokeWidth={2.75} aria-hidden />
                <span className="visually-hidden">{mentionsText(entry.unreadMentions)}, </span>
              </span>
            )}
            {entry.unread > 0 && (
              <span className={styles.badge}>
                {entry.unread > MAX_UNREAD_SHOWN ? `${MAX_UNREAD_SHOWN}+` : entry.unread}
                <span className="visually-hidden"> unread</span>
              </span>
            )}
          </span>
        </span>
      </Link>
      {canMarkUnread && (
        <div className={styles.menu}>
          <Menu
            ref={menuButton}
            label={`Actions for ${title}`}
            items={[
              {
                label: 'Mark as unread',
                icon: MailOpen,
                onSelect: () => {
                  onMarkUnread(entry.conversationId, entry.lastMessage?.seq ?? entry.lastSeq);
                },
              },
            ]}
          />
        </div>
      )}
    </li>
  );
});

function isReadMessageOfOthers({ lastMessage, unread }: InboxEntry, userId: string): boolean {
  return lastMessage !== null && lastMessage.senderId !== userId && unread === 0;
}

/** A mouse keeps the browser's own menu, which opens links in other tabs. */
function isLongPressOrKey({ nativeEvent }: MouseEvent): boolean {
  return 'pointerType' in nativeEvent && ['touch', ''].includes(String(nativeEvent.pointerType));
}

/** words: of the last message. */
function previewOf(
  { lastMessage, kind }: InboxEntry,
  words: string,
  nameOf: NameOf,
  userId: string,
): string {
  if (!lastMessage) return 'No messages yet';
  if (lastMessage.kind === 'SYSTEM') return systemMessageText(lastMessage, nameOf, userId);
  if (isDeleted(lastMessage)) return 'Message deleted';
  const body = isolated(words);
  if (lastMessage.senderId === userId) return `You: ${body}`;
  return kind === 'GROUP' ? `${isolated(nameOf(lastMessage.senderId))}: ${body}` : body;
}
