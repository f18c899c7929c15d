import { Check, CheckCheck, Clock, Forward, Pin, Plus } from 'lucide-react';
import { memo, useEffect, useRef } from 'react';

import { messageAddress } from '../../../chat/addresses';
import { useEngine } from '../../../chat/chat-context';
import { isolated } from '../../../chat/foreign-text';
import type { NameOf } from '../../../chat/names';
import { nameList } from '../../../chat/texts';
import { exactTime, timeOfDay } from '../../../chat/times';
import { useMay } from '../../../chat/use-may';
import { useMentioned } from '../../../chat/use-mentioned';
import { Avatar } from '../../../components/avatar';
import { classes } from '../../../components/classes';
import { hueOf } from '../../../components/avatar-style';
import { FormattedText } from '../../../components/formatting/formatted-text';
import { usePlainText } from '../../../components/formatting/use-plain-text';
import type { MenuChoice } from '../../../components/menu';
import {
  isDeleted,
  isPinned,
  mentionsPerson,
  type Message,
  type OpenTalk,
  type TalkState,
} from '../../../engine';
import { composerOf } from '../composer/composer-field';
import { ThreadLink } from '../thread/thread-link';
import { AmendmentRefusal } from './amendment-refusal';
import { ActionBar } from './action-bar';
import styles from './bubble.module.css';
import { isOnlyEmoji } from './emoji-only';
import { barActions, menuItems, type MessageActs } from './message-actions';
import { MessageEditor } from './message-editor';
import { QuotationBlock } from './quotation-block';
import { QUICK_REACTIONS } from './quick-reactions';
import { ReactionPills } from './reaction-pills';
import type { Editing } from './use-editing';
import { useLongPress } from './use-long-press';
import type { MessageRow } from '../message-list/rows';
import { areSame, isSameRow } from '../message-list/same-row';

/** Above this many, the rest is a number. */
const MAX_READERS = 4;

interface MessageBubbleProps {
  readonly row: MessageRow;
  readonly conversation: TalkState['conversation'];
  /** Something can be done with it. */
  readonly isReady: boolean;
  /** All of the others have read it. */
  readonly isRead: boolean;
  /** What it is rewritten with; null while it is not. */
  readonly editor: { readonly state: TalkState; readonly editing: Editing } | null;
  readonly onEdit: Editing['begin'];
  readonly nameOf: NameOf;
  readonly readers: readonly string[];
  readonly isTabStop: boolean;
  /** Null where that cannot be done, as with the next two. */
  readonly onMarkUnread: ((seq: number) => void) | null;
  readonly onPin: ((seq: number, isPinned: boolean) => void) | null;
  readonly onOpenThread: ((rootSeq: number) => void) | null;
  readonly talk: OpenTalk;
  readonly onCopy: (text: string) => void;
  readonly onDelete: (message: Message) => void;
  readonly onShowVersions: (message: Message) => void;
  readonly onShowReactors: (message: Message) => void;
  readonly onForward: (message: Message) => void;
  /** Goes to the message with a number. */
  readonly onJump: (seq: number) => void;
  /** It was gone to, and is shown so for a moment. */
  readonly isMarked: boolean;
  /** Opens the picker beside this. */
  readonly onPickReaction: (message: Message, anchor: HTMLElement) => void;
}

/**
 * Rendered again only when it shows something else: a list has forty of them, and whatever happens
 * in a conversation changes one or two.
 */
export const MessageBubble = memo(Bubble, showsTheSame);

function showsTheSame(before: MessageBubbleProps, after: MessageBubbleProps): boolean {
  const { row, readers, ...rest } = before;
  return (
    isSameRow(row, after.row) &&
    areSame(readers, after.readers) &&
    (Object.keys(rest) as (keyof typeof rest)[]).every((name) => rest[name] === after[name])
  );
}

function Bubble({
  row,
  conversation,
  isReady,
  isRead,
  editor,
  onEdit,
  nameOf,
  readers,
  isTabStop,
  onMarkUnread,
  onPin,
  onOpenThread,
  talk,
  onCopy,
  onDelete,
  onShowVersions,
  onShowReactors,
  onForward,
  onJump,
  isMarked,
  onPickReaction,
}: MessageBubbleProps) {
  const menuButton = useRef<HTMLButtonElement>(null);
  const longPress = useLongPress(() => menuButton.current?.click());
  const { userId } = useEngine();
  const may = useMay(conversation);
  const { message, quotation, amendment, reacting, pinning, mine, first, last, at } = row;
  const edited = editor?.editing.current ?? null;
  const isGone = isDeleted(message);
  const isForReader = !isGone && mentionsPerson(message, userId);
  const mentioned = useMentioned(message, nameOf);
  const isGroup = conversation?.kind === 'GROUP';
  const body = message.body ?? '';
  const words = usePlainText(body);
  const others = readers.filter((userId) => userId !== message.senderId);
  const name = mine ? 'You' : nameOf(message.senderId);
  const nameOrYou = (id: string | null) => (id === userId ? 'you' : isolated(nameOf(id ?? '')));

  const reactions = message.reactions ?? [];
  const isMine = (emoji: string) => reactions.some((each) => each.emoji === emoji && each.mine);
  const react = (emoji: string) => {
    talk.react(message.seq, emoji, !isMine(emoji));
  };
  const canReact = may('REACT');
  const canWrite = may('SEND_MESSAGES');
  const allChoices: readonly MenuChoice[] = [
    ...QUICK_REACTIONS.map((emoji) => ({
      label: `React with ${emoji}`,
      symbol: emoji,
      isChosen: isMine(emoji),
      onSelect: () => {
        react(emoji);
      },
    })),
    {
      label: 'More emoji',
      symbol: <Plus size={20} aria-hidden />,
      isChosen: null,
      onSelect: () => {
        if (menuButton.current) onPickReaction(message, menuButton.current);
      },
    },
  ];

  // What is being rewritten is in the editor again.
  const refused = [...reacting, pinning, edited ? null : amendment].flatMap((each) =>
    each?.state === 'refused' ? [each] : [],
  );

  useEffect(() => {
    if (isMarked) menuButton.current?.focus({ preventScroll: true });
  }, [isMarked]);

  const isForwarded = Boolean(message.forwardedFrom);
  const canDelete = mine || may('DELETE_MESSAGES_OF_OTHERS');
  const pin = (isAdded: boolean) =>
    onPin && may('PIN_MESSAGES')
      ? () => {
          onPin(message.seq, isAdded);
        }
      : null;
  const { thread } = message;
  const acts: MessageActs = {
    reply: canWrite
      ? () => {
          talk.answer(message.seq);
          composerOf(talk)?.focus();
        }
      : null,
    replyInThread:
      onOpenThread && canWrite
        ? () => {
            onOpenThread(message.seq);
          }
        : null,
    edit:
      mine && !isForwarded && canWrite
        ? () => {
            onEdit(message);
          }
        : null,
    copyText: () => {
      onCopy(body);
    },
    forward: () => {
      onForward(message);
    },
    pin: isPinned(message) ? null : pin(true),
    unpin: isPinned(message) ? pin(false) : null,
    copyLink: () => {
      onCopy(`${location.origin}${messageAddress({ ...talk, seq: message.seq })}`);
    },
    markUnread:
      mine || !onMarkUnread
        ? null
        : () => {
            onMarkUnread(message.seq);
          },
    showReactors:
      reactions.length > 0
        ? () => {
            onShowReactors(message);
          }
        : null,
    remove: canDelete
      ? () => {
          onDelete(message);
        }
      : null,
  };

  function leaveEditor() {
    editor?.editing.end();
    // The bubble's own button is not there until the editor has gone.
    requestAnimationFrame(() => {
      const composer = composerOf(talk);
      const origin = edited?.isFromComposer ? composer : menuButton.current;
      origin?.focus({ preventScroll: true });
    });
  }

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
      data-marked={isMarked || undefined}
      {...longPress.handlers}
    >
      <div
        className={classes(
          styles.bubble,
          isOnlyEmoji(words) && !edited && !quotation && !isForwarded && styles.emoji,
          isGone && styles.tombstone,
          isForReader && styles.forReader,
          edited && styles.editing,
          longPress.isHeld && !isGone && styles.held,
          amendment?.state === 'pending' && !isGone && styles.pending,
        )}
      >
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
        {isForReader && <span className="visually-hidden">Mentions you. </span>}
        {isForwarded && (
          <p className={styles.forwarded}>
            <Forward size={13} aria-hidden />
            <span>Forwarded from {nameOrYou(message.forwardedFrom?.senderId ?? null)}</span>
          </p>
        )}
        {quotation && (
          <QuotationBlock quotation={quotation} nameOf={nameOf} userId={userId} onJump={onJump} />
        )}
        {edited && editor ? (
          <MessageEditor
            text={edited.text}
            state={editor.state}
            onChange={editor.editing.change}
            onSave={(next, mentions) => {
              if (next !== edited.original) {
                talk.edit(message.seq, next, edited.ifRevision, mentions);
              }
              leaveEditor();
            }}
            onCancel={leaveEditor}
          />
        ) : (
          <div className={styles.text} dir="auto">
            <span data-testid="body" className={styles.body}>
              {isGone ? (
                tombstoneText(message, nameOf, userId)
              ) : (
                <FormattedText text={body} mentioned={mentioned} onCopy={onCopy} />
              )}
            </span>
            <span className={styles.meta} dir="ltr">
              {message.editedAt !== null && !isGone && (
                <button
                  type="button"
                  className={styles.edited}
                  title={`Edited ${exactTime(new Date(message.editedAt))}`}
                  onClick={() => {
                    onShowVersions(message);
                  }}
                >
                  edited
                </button>
              )}
              {isPinned(message) && (
                <PinMark
                  by={nameOrYou(message.pinnedBy)}
                  isPending={pinning?.state === 'pending'}
                />
              )}
              <time dateTime={message.createdAt} dir="auto" title={exactTime(at)}>
                {timeOfDay(at)}
              </time>
              {amendment?.state === 'pending' ? (
                <Saving />
              ) : (
                mine && !isGone && <Delivery read={isRead} />
              )}
            </span>
          </div>
        )}
        {!isGone && !edited && isReady && (
          <ActionBar
            ref={menuButton}
            label={mine ? 'Actions for your message' : `Actions for the message from ${name}`}
            actions={barActions(acts)}
            reactions={canReact ? allChoices : []}
            items={menuItems(acts)}
            mine={mine}
            isTabStop={isTabStop}
          />
        )}
      </div>
      {!isGone && (
        <ReactionPills
          reactions={reactions}
          reacting={reacting}
          nameOf={nameOf}
          userId={userId}
          mine={mine}
          isDisabled={!isReady}
          canAdd={canReact}
          onReact={(emoji) => {
            react(emoji);
            // With its last reaction the pill goes, and with it the focus.
            const isLast = reactions.some((each) => each.emoji === emoji && each.count === 1);
            if (isLast && isMine(emoji)) menuButton.current?.focus({ preventScroll: true });
          }}
          onPick={(button) => {
            onPickReaction(message, button);
          }}
        />
      )}
      {thread && thread.replyCount > 0 && (
        <ThreadLink message={message} thread={thread} nameOf={nameOf} userId={userId} mine={mine} />
      )}
      {refused.map((each) => (
        <AmendmentRefusal
          key={each.id}
          amendment={each}
          isGone={isGone}
          onEdit={(text) => {
            onEdit(message, { text });
          }}
          onCopy={onCopy}
          talk={talk}
        />
      ))}
      {isGroup && others.length > 0 && <Readers userIds={others} nameOf={nameOf} />}
    </div>
  );
}

function tombstoneText(message: Message, nameOf: NameOf, userId: string): string {
  const { deletedBy, senderId } = message;
  if (deletedBy === null || deletedBy === senderId) return 'Message deleted';
  return `Deleted by ${deletedBy === userId ? 'you' : isolated(nameOf(deletedBy))}`;
}

interface PinMarkProps {
  readonly by: string;
  readonly isPending: boolean;
}

function PinMark({ by, isPending }: PinMarkProps) {
  const label = `Pinned by ${by}`;
  return (
    <span
      className={classes(styles.pin, isPending && styles.pending)}
      role="img"
      aria-label={label}
      title={label}
    >
      <Pin size={12} strokeWidth={2.25} aria-hidden />
    </span>
  );
}

function Saving() {
  return (
    <span className={styles.delivery} role="img" aria-label="Saving" title="Saving">
      <Clock size={13} strokeWidth={2.25} aria-hidden />
    </span>
  );
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
