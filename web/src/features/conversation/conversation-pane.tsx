import { lazy, Suspense, useState } from 'react';
import { LockKeyhole, MessageCircle, RefreshCw } from 'lucide-react';
import { useLocation } from 'wouter';

import { placeAddress } from '../../chat/addresses';
import { useEngine, useReadable } from '../../chat/chat-context';
import { titleOf, useNames } from '../../chat/names';
import { useOpenConversation } from '../../chat/open-conversation';
import { typingText } from '../../chat/texts';
import { useMay } from '../../chat/use-may';
import { Notice } from '../../components/notice';
import type { ConversationState, OpenConversation } from '../../engine';
import { lastEditable, useEditing } from './message/use-editing';
import { ClosedNote } from './composer/closed-note';
import { WritingPlace } from './composer/writing-place';
import { ConversationHeader } from './header/conversation-header';
import styles from './conversation-pane.module.css';
import { ConversationStart } from './message-list/conversation-start';
import { MessageListSkeleton } from './message-list/message-list-skeleton';
import { MessageList } from './message-list/message-list';
import { TypingIndicator } from './typing-indicator';
import { useSoughtMessage } from './use-sought-message';

const PinsDialog = lazy(() => import('./pins/pins-dialog'));

export function ConversationPane() {
  const open = useOpenConversation();
  return open ? <Conversation key={open.conversation.conversationId} {...open} /> : null;
}

interface ConversationProps {
  readonly conversation: OpenConversation;
  readonly state: ConversationState;
}

function Conversation({ conversation, state }: ConversationProps) {
  const nameOf = useNames();
  const { userId, inbox } = useEngine();
  const editing = useEditing(userId, state);
  const entry = useReadable(inbox).entries.find(
    ({ conversationId }) => conversationId === state.conversationId,
  );
  const sought = useSoughtMessage(state);
  const [, navigate] = useLocation();
  const [isShowingPins, setIsShowingPins] = useState(false);
  const known = state.conversation ?? entry;
  const title = known ? titleOf(known, nameOf) : '';
  // Of the time for which somebody is muted, the inbox says nothing.
  const standing = state.conversation ?? (entry ? { ...entry, mutedUntil: null } : null);
  const may = useMay(state.conversation);
  // Messages may come before the conversation, which says from where on they are unread.
  const isEmpty = state.items.length === 0 || !state.conversation;

  return (
    <section className={styles.pane} aria-label={title || 'Conversation'} data-talk="conversation">
      <ConversationHeader
        known={known}
        state={state}
        title={title}
        onShowPins={() => {
          setIsShowingPins(true);
        }}
      />
      <div className={styles.history}>
        {isEmpty ? (
          <HistoryPlaceholder state={state} title={title} canWrite={may('SEND_MESSAGES')} />
        ) : (
          <MessageList
            talk={conversation}
            state={state}
            nameOf={nameOf}
            editing={editing}
            label="Messages"
            beginning={<ConversationStart state={state} nameOf={nameOf} />}
            canMarkUnread
            onPin={(seq, isPinned) => {
              conversation.pin(seq, isPinned);
            }}
            onOpenThread={(rootSeq) => {
              navigate(placeAddress({ conversationId: state.conversationId, rootSeq }));
            }}
            soughtSeq={sought.soughtSeq}
            onSeek={sought.found}
          />
        )}
      </div>
      <TypingIndicator text={typingText(state.typing, nameOf)} />
      {state.status !== 'removed' && (
        <WritingPlace
          talk={conversation}
          standing={standing}
          label={`Message ${title}`}
          state={state}
          nameOf={nameOf}
          onEditLast={() => {
            const last = lastEditable(state, userId);
            if (last) editing.begin(last, { isFromComposer: true });
          }}
        />
      )}
      {isShowingPins && (
        <Suspense>
          <PinsDialog
            conversation={conversation}
            pins={state.pins}
            canUnpin={state.status === 'ready' && may('PIN_MESSAGES')}
            nameOf={nameOf}
            onJump={(seq) => {
              setIsShowingPins(false);
              sought.seek(seq);
            }}
            onClose={() => {
              setIsShowingPins(false);
            }}
          />
        </Suspense>
      )}
      {state.status === 'removed' && !isEmpty && (
        <ClosedNote>You are no longer a member of this conversation.</ClosedNote>
      )}
    </section>
  );
}

interface HistoryPlaceholderProps {
  readonly state: ConversationState;
  readonly title: string;
  readonly canWrite: boolean;
}

function HistoryPlaceholder({ state, title, canWrite }: HistoryPlaceholderProps) {
  switch (state.status) {
    case 'opening':
      return <MessageListSkeleton />;
    case 'failed':
      return (
        <Notice icon={RefreshCw} title="Couldn’t open this conversation">
          {state.error} Retrying…
        </Notice>
      );
    case 'removed':
      return (
        <Notice icon={LockKeyhole} title="Conversation not found">
          It does not exist, or you are not a member.
        </Notice>
      );
    case 'ready':
      return (
        <Notice icon={MessageCircle} title="No messages yet">
          {canWrite && `Send the first message to ${title}.`}
        </Notice>
      );
  }
}
