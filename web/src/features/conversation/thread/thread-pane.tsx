import { MessageCircleOff, MessagesSquare, RefreshCw, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useLocation } from 'wouter';

import { conversationAddress } from '../../../chat/addresses';
import { useEngine } from '../../../chat/chat-context';
import { useNames } from '../../../chat/names';
import { useOpenConversation } from '../../../chat/open-conversation';
import { typingText } from '../../../chat/texts';
import { useMay } from '../../../chat/use-may';
import { ErrorBar } from '../../../components/error-bar';
import { IconButton } from '../../../components/icon-button';
import { Notice } from '../../../components/notice';
import { isDeleted, type OpenConversation, type OpenTalk, type ThreadState } from '../../../engine';
import { ClosedNote } from '../composer/closed-note';
import { composerOf } from '../composer/composer-field';
import { WritingPlace } from '../composer/writing-place';
import { useCopyText } from '../message/use-copy-text';
import { lastEditable, useEditing } from '../message/use-editing';
import { MessageList } from '../message-list/message-list';
import { MessageListSkeleton } from '../message-list/message-list-skeleton';
import { TypingIndicator } from '../typing-indicator';
import { useSoughtMessage } from '../use-sought-message';
import { FollowButton } from './follow-button';
import { RootMessage } from './root-message';
import styles from './thread-pane.module.css';
import { useThread } from './use-thread';

/** The replies to a message, beside its conversation; over it on a phone. */
export default function ThreadPane({ rootSeq }: { readonly rootSeq: number }) {
  const open = useOpenConversation();
  return open ? <Opened conversation={open.conversation} rootSeq={rootSeq} /> : null;
}

interface OpenedProps {
  readonly conversation: OpenConversation;
  readonly rootSeq: number;
}

function Opened({ conversation, rootSeq }: OpenedProps) {
  const shown = useThread(conversation, rootSeq);
  return shown && <ShownThread key={rootSeq} {...shown} />;
}

interface ShownThreadProps {
  readonly thread: OpenTalk<ThreadState>;
  readonly state: ThreadState;
}

function ShownThread({ thread, state }: ShownThreadProps) {
  const { userId } = useEngine();
  const nameOf = useNames();
  const [, navigate] = useLocation();
  const editing = useEditing(userId, state);
  const sought = useSoughtMessage(state);
  const copying = useCopyText();
  const [error, setError] = useState<string | null>(null);
  const may = useMay(state.conversation);
  const { root } = state;
  const isGone = root === 'unreadable' || (typeof root === 'object' && isDeleted(root));

  function close() {
    navigate(conversationAddress(state.conversationId));
    // What had the focus goes with the thread.
    requestAnimationFrame(() => {
      composerOf({ rootSeq: null })?.focus();
    });
  }

  function onKeyDown({ key }: KeyboardEvent) {
    const isElsewhere = document.querySelector('dialog[open], [popover]:popover-open') !== null;
    if (key === 'Escape' && !isElsewhere) close();
  }

  return (
    <aside className={styles.pane} aria-label="Thread" data-talk="thread" onKeyDown={onKeyDown}>
      <header className={styles.header}>
        <h2 className={styles.heading}>Thread</h2>
        <FollowButton state={state} onError={setError} />
        <IconButton icon={X} label="Close thread" onClick={close} />
      </header>
      {error !== null && (
        <ErrorBar
          message={error}
          onDismiss={() => {
            setError(null);
          }}
        />
      )}
      {typeof root === 'object' && (
        <RootMessage message={root} nameOf={nameOf} userId={userId} onCopy={copying.copy} />
      )}
      <div className={styles.replies}>
        {state.items.length === 0 ? (
          <RepliesPlaceholder state={state} canWrite={may('SEND_MESSAGES')} />
        ) : (
          <MessageList
            talk={thread}
            state={state}
            nameOf={nameOf}
            editing={editing}
            label="Replies"
            canMarkUnread={state.isFollowed === true}
            soughtSeq={sought.soughtSeq}
            onSeek={sought.found}
          />
        )}
      </div>
      <TypingIndicator text={typingText(state.typing, nameOf)} />
      {state.status === 'ready' && isGone && (
        <ClosedNote>The message was deleted. Nobody can reply to it any more.</ClosedNote>
      )}
      {state.status !== 'removed' && !isGone && (
        <WritingPlace
          talk={thread}
          standing={state.conversation}
          label="Reply in thread"
          state={state}
          nameOf={nameOf}
          onEditLast={() => {
            const last = lastEditable(state, userId);
            if (last) editing.begin(last, { isFromComposer: true });
          }}
        />
      )}
    </aside>
  );
}

interface RepliesPlaceholderProps {
  readonly state: ThreadState;
  readonly canWrite: boolean;
}

function RepliesPlaceholder({ state, canWrite }: RepliesPlaceholderProps) {
  if (state.root === 'unreadable' || state.status === 'removed') {
    return (
      <Notice icon={MessageCircleOff} title="Thread not found">
        The message isn’t here, or you can’t see it.
      </Notice>
    );
  }
  switch (state.status) {
    case 'opening':
      return <MessageListSkeleton />;
    case 'failed':
      return (
        <Notice icon={RefreshCw} title="Couldn’t open this thread">
          {state.error}
        </Notice>
      );
    case 'ready':
      return (
        <Notice icon={MessagesSquare} title="No replies yet">
          {canWrite && 'What you write here stays with the message above.'}
        </Notice>
      );
  }
}
