import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp, Check, RefreshCw } from 'lucide-react';
import {
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';

import { useEngine } from '../../../chat/chat-context';
import type { NameOf } from '../../../chat/names';
import { newMessages } from '../../../chat/texts';
import { dayName } from '../../../chat/times';
import { useMarkUnread } from '../../../chat/use-mark-unread';
import { classes } from '../../../components/classes';
import { ConfirmDialog } from '../../../components/confirm-dialog';
import { ErrorBar } from '../../../components/error-bar';
import { usePlainText } from '../../../components/formatting/use-plain-text';
import { Spinner } from '../../../components/spinner';
import { isDeleted, type Message, type OpenTalk, type TalkState } from '../../../engine';
import styles from './message-list.module.css';
import { ListRow } from './list-row';
import { useCopyText } from '../message/use-copy-text';
import type { Editing } from '../message/use-editing';
import { ReactionPicker } from '../message/reaction-picker';
import { ReactorsDialog } from '../message/reactors-dialog';
import { VersionsDialog } from '../message/versions-dialog';
import { readersBySeq } from '../message/read-receipts';
import { isUnreadDividerAbove, type Row, buildRows } from './rows';
import { useJumpToUnread } from './use-jump-to-unread';
import { useReportSeen } from './use-report-seen';
import { useScrollSettled } from './use-scroll-settled';
import { useSeek } from './use-seek';
import { useSteady } from './use-steady';
import { useStickToBottom } from './use-stick-to-bottom';
import { useUnreadDivider } from './use-unread-divider';

const ForwardDialog = lazy(() => import('../forwarding/forward-dialog'));

/** Pixels from the top at which the next older page is fetched. */
const LOAD_OLDER_WITHIN_PX = 1500;
/** Of what a message answers, in pixels. */
const QUOTATION_PX = 60;
/** Of the link to a thread, in pixels. */
const THREAD_PX = 30;
/** Pixels from the end within which the reader counts as being there. */
const NEAR_END_PX = 80;

interface MessageListProps {
  readonly talk: OpenTalk;
  readonly state: TalkState;
  readonly nameOf: NameOf;
  readonly editing: Editing;
  /** What they are called. */
  readonly label: 'Messages' | 'Replies';
  /** Stands above the first of them. */
  readonly beginning?: ReactNode;
  /** The person has a read marker there. */
  readonly canMarkUnread: boolean;
  /** Not in a thread: nothing is pinned there, and no thread hangs on a reply. */
  readonly onPin?: (seq: number, isPinned: boolean) => void;
  readonly onOpenThread?: (rootSeq: number) => void;
  /** The number of a message to go to; null for none. */
  readonly soughtSeq: number | null;
  /** It is being gone to. */
  readonly onSeek: () => void;
}

/** A virtual list: only rows in view are rendered, and what is being read does not move. */
export function MessageList({
  talk,
  state,
  nameOf,
  editing,
  label,
  beginning = null,
  canMarkUnread,
  onPin,
  onOpenThread,
  soughtSeq,
  onSeek,
}: MessageListProps) {
  const { userId } = useEngine();
  const unreadAfter = useUnreadDivider(state);
  const isComplete = state.older === 'none';
  const hasBeginning = beginning !== null;
  const rows = useMemo(
    () =>
      buildRows(state.items, { currentUserId: userId, unreadAfter, isComplete }).filter(
        ({ kind }) => kind !== 'start' || hasBeginning,
      ),
    [state.items, userId, unreadAfter, isComplete, hasBeginning],
  );
  const readers = useMemo(() => readersBySeq(seqsOf(rows), state.readers), [rows, state.readers]);

  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [deleting, setDeleting] = useState<Message | null>(null);
  const [versionsOf, setVersionsOf] = useState<Message | null>(null);
  const [reactorsOf, setReactorsOf] = useState<Message | null>(null);
  const [forwarding, setForwarding] = useState<Message | null>(null);
  const [picking, setPicking] = useState<{ seq: number; anchor: HTMLElement } | null>(null);
  const editedSeq = editing.current?.seq;
  const editedIndex = rows.findIndex(
    (row) => row.kind === 'message' && row.message.seq === editedSeq,
  );
  // What it returns must not be memoised. The React compiler would; it is not used here.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimate(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: NEAR_END_PX,
    overscan: 10,
    // What is being edited keeps the focus, wherever the person scrolls.
    rangeExtractor: (range) => withIndex(defaultRangeExtractor(range), editedIndex),
    paddingStart: 16,
    paddingEnd: 8,
    // The unread divider is scrolled to below the date that floats over the list.
    scrollPaddingStart: 56,
  });

  const placed = useRef(false);
  useLayoutEffect(() => {
    if (placed.current || rows.length === 0) return;
    placed.current = true;
    const first = rows.findIndex(({ kind }) => kind === 'unread');
    if (first > 0) virtualizer.scrollToIndex(first, { align: 'start' });
    else virtualizer.scrollToEnd();
  }, [rows, virtualizer]);

  const toEnd = useCallback(() => {
    virtualizer.scrollToEnd();
  }, [virtualizer]);
  useStickToBottom(scroller, atEnd, toEnd);

  const lastRow = rows.at(-1);
  useLayoutEffect(() => {
    if (placed.current && lastRow?.kind === 'draft') virtualizer.scrollToEnd();
  }, [lastRow?.key, lastRow?.kind, virtualizer]);

  useLayoutEffect(() => {
    if (editedIndex !== -1) virtualizer.scrollToIndex(editedIndex, { align: 'auto' });
    // Only where another message is edited: not wherever one comes or goes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [editedSeq, virtualizer]);

  const dividerIndex = rows.findIndex(({ kind }) => kind === 'unread');
  const jumpToUnread = useJumpToUnread({
    dividerIndex,
    canLoad: state.older === 'more',
    loadOlder: () => {
      talk.loadOlder();
    },
    scrollTo: (index) => {
      virtualizer.scrollToIndex(index, { align: 'start' });
    },
  });

  const { seek, ...sought } = useSeek({
    rowOf: (seq) =>
      rows.findIndex(
        (row) => (row.kind === 'message' || row.kind === 'system') && row.message.seq === seq,
      ),
    older: state.older,
    loadOlder: (downTo) => {
      talk.loadOlder(downTo);
    },
    scrollTo: (index) => {
      virtualizer.scrollToIndex(index, { align: 'center' });
    },
  });
  useEffect(() => {
    if (soughtSeq === null || !placed.current) return;
    seek(soughtSeq);
    onSeek();
  });

  const canLoadOlder = state.older === 'more' || state.older === 'loading';
  const isDividerAbove =
    dividerIndex === -1 && canLoadOlder && isUnreadDividerAbove(state.items, unreadAfter);

  const visible = virtualizer.range;
  const isSettled = useScrollSettled(scroller, rows.length > 0);
  const isNearTop = isSettled && (virtualizer.scrollOffset ?? 0) < LOAD_OLDER_WITHIN_PX;
  useEffect(() => {
    if (isNearTop && state.older === 'more') talk.loadOlder();
  }, [talk, isNearTop, state.older, rows.length]);

  useReportSeen(talk, lastSeqOf(rows, visible));

  const { markUnread, ...marking } = useMarkUnread((seq: number) => talk.markUnread(seq));
  const copying = useCopyText();
  const failed = [marking, copying, sought].find(({ error }) => error !== null);
  const onEdit = useSteady(editing.begin);
  const onJump = useSteady(seek);
  const pin = useSteady((seq: number, isPinned: boolean) => onPin?.(seq, isPinned));
  const openThread = useSteady((rootSeq: number) => onOpenThread?.(rootSeq));
  const onPickReaction = useSteady(({ seq }: Message, anchor: HTMLElement) => {
    setPicking({ seq, anchor });
  });
  const tabStop = rows.findLast((row) => row.kind === 'message' && !isDeleted(row.message));

  return (
    <div className={styles.frame}>
      {failed?.error && (
        <div className={styles.error}>
          <ErrorBar message={failed.error} onDismiss={failed.dismissError} />
        </div>
      )}
      <div
        ref={scroller}
        className={styles.scroller}
        role="region"
        aria-label={label}
        tabIndex={0}
        data-testid={label.toLowerCase()}
        onScroll={({ currentTarget }) => {
          setAtEnd(distanceFromEnd(currentTarget) <= NEAR_END_PX);
        }}
      >
        <ol className={styles.canvas} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            return (
              row && (
                <li
                  key={key}
                  ref={virtualizer.measureElement}
                  data-index={index}
                  className={styles.item}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <ListRow
                    row={row}
                    talk={talk}
                    state={state}
                    nameOf={nameOf}
                    readers={row.kind === 'message' ? readers.get(row.message.seq) : undefined}
                    isTabStop={row === tabStop}
                    editing={editing}
                    onEdit={onEdit}
                    onCopy={copying.copy}
                    onDelete={setDeleting}
                    onShowVersions={setVersionsOf}
                    onShowReactors={setReactorsOf}
                    onForward={setForwarding}
                    onJump={onJump}
                    markedSeq={sought.markedSeq}
                    onPickReaction={onPickReaction}
                    onMarkUnread={canMarkUnread ? markUnread : null}
                    onPin={onPin ? pin : null}
                    onOpenThread={onOpenThread ? openThread : null}
                    beginning={beginning}
                  />
                </li>
              )
            );
          })}
        </ol>
      </div>
      <FloatingDate
        rows={rows}
        first={visible?.startIndex ?? 0}
        older={state.older}
        shown={!atEnd && !sought.isSeeking && state.older !== 'failed'}
      />
      {sought.isSeeking && (
        <div className={classes(styles.topPill, styles.shown)} role="status">
          <Spinner className={styles.pillSpinner} />
          Going to the message
        </div>
      )}
      {state.older === 'failed' && (
        <button
          type="button"
          className={classes(styles.offer, styles.again)}
          onClick={() => {
            talk.loadOlder();
          }}
        >
          <RefreshCw size={16} aria-hidden />
          Couldn’t load older messages. Try again
        </button>
      )}
      {isDividerAbove && (
        <button
          type="button"
          className={classes(styles.offer, styles.seek)}
          onClick={jumpToUnread.jump}
        >
          {jumpToUnread.jumping ? (
            <Spinner className={styles.pillSpinner} />
          ) : (
            <ArrowUp size={16} aria-hidden />
          )}
          {newMessages(state.lastSeq - (unreadAfter ?? 0))}
        </button>
      )}
      <JumpToLatest
        shown={!atEnd}
        unread={Math.max(0, state.lastSeq - state.readSeq)}
        onJump={() => {
          virtualizer.scrollToEnd();
          scroller.current?.focus({ preventScroll: true });
        }}
      />
      <div className={styles.done} role="status">
        {copying.copiedAt !== null && (
          <p key={copying.copiedAt} className={styles.doneText}>
            <Check size={16} aria-hidden />
            Copied
          </p>
        )}
      </div>
      <Announcer rows={rows} nameOf={nameOf} label={`New ${label.toLowerCase()}`} />
      {versionsOf && (
        <VersionsDialog
          message={versionsOf}
          onClose={() => {
            setVersionsOf(null);
          }}
        />
      )}
      {reactorsOf && (
        <ReactorsDialog
          message={reactorsOf}
          nameOf={nameOf}
          onClose={() => {
            setReactorsOf(null);
          }}
        />
      )}
      {forwarding && (
        <Suspense>
          <ForwardDialog
            message={forwarding}
            nameOf={nameOf}
            onClose={() => {
              setForwarding(null);
            }}
          />
        </Suspense>
      )}
      {picking && (
        <ReactionPicker
          anchor={picking.anchor}
          onPick={(emoji) => {
            talk.react(picking.seq, emoji, true);
          }}
          onClose={() => {
            setPicking(null);
          }}
        />
      )}
      {deleting && (
        <ConfirmDialog
          title="Delete message?"
          confirm="Delete"
          busy={false}
          error={null}
          onConfirm={() => {
            talk.delete(deleting.seq);
            setDeleting(null);
            scroller.current?.focus({ preventScroll: true });
          }}
          onClose={() => {
            setDeleting(null);
          }}
        >
          It is deleted for everyone. This cannot be undone.
        </ConfirmDialog>
      )}
    </div>
  );
}

function withIndex(indexes: number[], index: number): number[] {
  if (index === -1 || indexes.includes(index)) return indexes;
  return [...indexes, index].sort((a, b) => a - b);
}

function distanceFromEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return scrollHeight - scrollTop - clientHeight;
}

/** In pixels, until the row is rendered and measured. */
function estimate(row: Row | undefined): number {
  if (row?.kind === 'message' || row?.kind === 'draft') {
    const length = (row.kind === 'message' ? row.message.body : row.draft.body)?.length ?? 0;
    const hasThread = row.kind === 'message' && Boolean(row.message.thread?.replyCount);
    const beside = (row.quotation ? QUOTATION_PX : 0) + (hasThread ? THREAD_PX : 0);
    return 44 + Math.floor(length / 55) * 22 + beside;
  }
  return row?.kind === 'start' ? 150 : 44;
}

function seqsOf(rows: readonly Row[]): number[] {
  return rows.flatMap((row) =>
    row.kind === 'message' || row.kind === 'system' ? [row.message.seq] : [],
  );
}

function lastSeqOf(
  rows: readonly Row[],
  visible: { startIndex: number; endIndex: number } | null,
): number | null {
  for (let index = visible?.endIndex ?? -1; index >= (visible?.startIndex ?? 0); index--) {
    const row = rows[index];
    if (row?.kind === 'message' || row?.kind === 'system') return row.message.seq;
  }
  return null;
}

interface FloatingDateProps {
  readonly rows: readonly Row[];
  readonly first: number;
  readonly older: TalkState['older'];
  readonly shown: boolean;
}

/** Floats over the list: the day in view, or a spinner while older messages load. */
function FloatingDate({ rows, first, older, shown }: FloatingDateProps) {
  const dated = rows.slice(first).find((row) => 'at' in row);
  const now = new Date();
  return (
    <div className={classes(styles.topPill, shown && styles.shown)} aria-hidden>
      {older === 'loading' && <Spinner className={styles.pillSpinner} />}
      {dated && 'at' in dated ? dayName(dated.at, now) : ''}
    </div>
  );
}

interface JumpToLatestProps {
  readonly shown: boolean;
  readonly unread: number;
  readonly onJump: () => void;
}

function JumpToLatest({ shown, unread, onJump }: JumpToLatestProps) {
  if (!shown) return null;
  const label = unread > 0 ? `${unread} new` : '';
  return (
    <button type="button" className={styles.jump} onClick={onJump}>
      {label && <span className={styles.jumpCount}>{label}</span>}
      <ArrowDown size={18} aria-hidden />
      <span className="visually-hidden">Jump to latest message</span>
    </button>
  );
}

interface AnnouncerProps {
  readonly rows: readonly Row[];
  readonly nameOf: NameOf;
  readonly label: string;
}

/** Announces new messages of others to screen readers, but not the history. */
function Announcer({ rows, nameOf, label }: AnnouncerProps) {
  const [heardFrom] = useState(() => seqsOf(rows).at(-1) ?? 0);
  const last = rows.findLast((row) => row.kind === 'message' && !row.mine);
  const isNew = last?.kind === 'message' && last.message.seq > heardFrom;
  const words = usePlainText(isNew ? (last.message.body ?? 'Message deleted') : '');
  return (
    <div className="visually-hidden" role="log" aria-label={label}>
      {isNew && <p key={last.key}>{`${nameOf(last.message.senderId)}: ${words}`}</p>}
    </div>
  );
}
