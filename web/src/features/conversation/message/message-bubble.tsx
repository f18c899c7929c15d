import { Check, CheckCheck } from 'lucide-react';
import { type MouseEvent, useRef } from 'react';

import { isolated } from '../../../chat/foreign-text';
import type { NameOf } from '../../../chat/names';
import { nameList } from '../../../chat/texts';
import { exactTime, timeOfDay } from '../../../chat/times';
import { Avatar } from '../../../components/avatar';
import { classes } from '../../../components/classes';
import { hueOf } from '../../../components/avatar-style';
import { LinkedText } from '../../../components/linked-text';
import type { ConversationState } from '../../../engine';
import styles from './bubble.module.css';
import { isOnlyEmoji } from './emoji-only';
import { MessageMenu } from './message-menu';
import { isReadByAll } from './read-receipts';
import type { MessageRow } from '../message-list/rows';

/** Above this many, the rest is a number. */
const MAX_READERS = 4;

interface MessageBubbleProps {
  readonly row: MessageRow;
  readonly state: ConversationState;
  readonly nameOf: NameOf;
  readonly readers: readonly string[];
  readonly isTabStop: boolean;
  readonly onMarkUnread: (seq: number) => void;
}

export function MessageBubble({
  row,
  state,
  nameOf,
  readers,
  isTabStop,
  onMarkUnread,
}: MessageBubbleProps) {
  const menuButton = useRef<HTMLButtonElement>(null);
  const { message, mine, first, last, at } = row;
  const isGroup = state.conversation?.kind === 'GROUP';
  const body = message.body ?? '';
  const others = readers.filter((userId) => userId !== message.senderId);
  const name = mine ? 'You' : nameOf(message.senderId);
  return (
    <div
      className={classes(
        styles.row,
        mine && styles.mine,
        first && styles.first,
        last && styles.last,
        isGroup && !mine && styles.withAvatar,
      )}
      data-seq={message.seq}
      onContextMenu={(event) => {
        if (isLongPress(event)) {
          event.preventDefault();
          menuButton.current?.click();
        }
      }}
    >
      <div className={classes(styles.bubble, isOnlyEmoji(body) && styles.emoji)}>
        {isGroup && !mine && last && (
          <span className={styles.avatar}>
            <Avatar id={message.senderId} name={name} size="sm" />
          </span>
        )}
        {isGroup && !mine && first ? (
          <p className={styles.name} style={{ '--hue': hueOf(message.senderId) }}>
            <bdi>{name}</bdi>
          </p>
        ) : (
          <span className="visually-hidden">{name}: </span>
        )}
        <p className={styles.text} dir="auto">
          <span data-testid="body" className={styles.body}>
            <LinkedText text={body} />
          </span>
          <span className={styles.meta} dir="ltr">
            <time dateTime={message.createdAt} dir="auto" title={exactTime(at)}>
              {timeOfDay(at)}
            </time>
            {mine && <Delivery read={isReadByAll(message.seq, state.readers)} />}
          </span>
        </p>
        {!mine && state.status === 'ready' && (
          <MessageMenu
            ref={menuButton}
            senderName={name}
            isTabStop={isTabStop}
            onMarkUnread={() => {
              onMarkUnread(message.seq);
            }}
          />
        )}
      </div>
      {isGroup && others.length > 0 && <Readers userIds={others} nameOf={nameOf} />}
    </div>
  );
}

/** A mouse keeps the browser's own menu, and so does a link. */
function isLongPress({ nativeEvent, target }: MouseEvent): boolean {
  const isTouch = 'pointerType' in nativeEvent && nativeEvent.pointerType === 'touch';
  return isTouch && !(target as Element).closest('a');
}

function Delivery({ read }: { readonly read: boolean }) {
  const Icon = read ? CheckCheck : Check;
  const label = read ? 'Read' : 'Sent';
  return (
    <span
      className={classes(styles.delivery, read && styles.read)}
      title={label}
      role="img"
      aria-label={label}
    >
      <Icon size={15} strokeWidth={2.25} aria-hidden />
    </span>
  );
}

interface ReadersProps {
  readonly userIds: readonly string[];
  readonly nameOf: NameOf;
}

function Readers({ userIds, nameOf }: ReadersProps) {
  const names = userIds.map(nameOf);
  const label = `Read by ${nameList(names.map(isolated), MAX_READERS)}`;
  return (
    <span className={styles.readers} role="img" title={label} aria-label={label}>
      {userIds.slice(0, MAX_READERS).map((userId, index) => (
        <Avatar key={userId} id={userId} name={names[index] ?? ''} size="xs" />
      ))}
      {userIds.length > MAX_READERS && <small>+{userIds.length - MAX_READERS}</small>}
    </span>
  );
}
