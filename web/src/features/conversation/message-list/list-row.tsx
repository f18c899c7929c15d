import type { ReactNode } from 'react';

import { useEngine } from '../../../chat/chat-context';
import type { NameOf } from '../../../chat/names';
import { systemMessageText } from '../../../chat/texts';
import { dayName, exactTime, timeOfDay } from '../../../chat/times';
import { Skeleton } from '../../../components/skeleton';
import type { Message, OpenTalk, TalkState } from '../../../engine';
import { MessageBubble } from '../message/message-bubble';
import { DraftBubble } from '../message/draft-bubble';
import { isReadByAll } from '../message/read-receipts';
import type { Editing } from '../message/use-editing';
import styles from './list-row.module.css';
import type { Row } from './rows';

const NOBODY: readonly string[] = [];

interface ListRowProps {
  readonly row: Row;
  readonly talk: OpenTalk;
  readonly state: TalkState;
  readonly nameOf: NameOf;
  /** The others for whom this message is the last one read. */
  readonly readers: readonly string[] | undefined;
  readonly isTabStop: boolean;
  readonly onMarkUnread: ((seq: number) => void) | null;
  readonly onPin: ((seq: number, isPinned: boolean) => void) | null;
  readonly onOpenThread: ((rootSeq: number) => void) | null;
  /** What stands above everything. */
  readonly beginning: ReactNode;
  readonly editing: Editing;
  readonly onEdit: Editing['begin'];
  readonly onCopy: (text: string) => void;
  readonly onDelete: (message: Message) => void;
  readonly onShowVersions: (message: Message) => void;
  readonly onShowReactors: (message: Message) => void;
  readonly onForward: (message: Message) => void;
  readonly onJump: (seq: number) => void;
  readonly markedSeq: number | null;
  readonly onPickReaction: (message: Message, anchor: HTMLElement) => void;
}

export function ListRow({
  row,
  talk,
  state,
  nameOf,
  readers,
  isTabStop,
  onMarkUnread,
  onPin,
  onOpenThread,
  beginning,
  markedSeq,
  editing,
  onEdit,
  ...actions
}: ListRowProps) {
  const { userId } = useEngine();
  switch (row.kind) {
    case 'message':
      return (
        <MessageBubble
          row={row}
          conversation={state.conversation}
          isReady={state.status === 'ready'}
          isRead={isReadByAll(row.message.seq, state.readers)}
          editor={editing.current?.seq === row.message.seq ? { state, editing } : null}
          onEdit={onEdit}
          nameOf={nameOf}
          readers={readers ?? NOBODY}
          isTabStop={isTabStop}
          onMarkUnread={onMarkUnread}
          onPin={onPin}
          onOpenThread={onOpenThread}
          talk={talk}
          isMarked={row.message.seq === markedSeq}
          {...actions}
        />
      );
    case 'draft':
      return (
        <DraftBubble
          row={row}
          talk={talk}
          nameOf={nameOf}
          onCopy={actions.onCopy}
          onJump={actions.onJump}
        />
      );
    case 'system':
      return (
        <p className={styles.system}>
          <span>{systemMessageText(row.message, nameOf, userId)}</span>
          <time dateTime={row.message.createdAt} title={exactTime(row.at)}>
            {timeOfDay(row.at)}
          </time>
        </p>
      );
    case 'day':
      return <p className={styles.day}>{dayName(row.at, new Date())}</p>;
    case 'unread':
      return <p className={styles.unread}>New</p>;
    case 'gap':
      return (
        <div className={styles.gap} role="status" aria-label="Loading missing messages">
          <Skeleton width="45%" height="2.25rem" />
        </div>
      );
    case 'start':
      return beginning;
  }
}
