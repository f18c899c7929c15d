import { LockKeyhole, MessageCircle, RefreshCw } from 'lucide-react';

import { useEngine, useReadable } from '../../chat/chat-context';
import { titleOf, useNames } from '../../chat/names';
import { useOpenConversation } from '../../chat/open-conversation';
import { typingSentence } from '../../chat/sentences';
import { Notice } from '../../components/notice';
import type { ConversationState, OpenConversation } from '../../engine';
import { Composer } from './composer';
import { ConversationHeader } from './conversation-header';
import styles from './conversation-pane.module.css';
import { HistorySkeleton } from './history-skeleton';
import { MessageList } from './message-list';

export function ConversationPane() {
  const open = useOpenConversation();
  return open ? <Conversation {...open} /> : null;
}

interface ConversationProps {
  readonly conversation: OpenConversation;
  readonly state: ConversationState;
}

function Conversation({ conversation, state }: ConversationProps) {
  const nameOf = useNames();
  const entry = useReadable(useEngine().inbox).entries.find(
    ({ conversationId }) => conversationId === state.conversationId,
  );
  const known = state.conversation ?? entry;
  const title = known ? titleOf(known, nameOf) : '';
  // Messages may come before the conversation, which says from where on they are unread.
  const nothingYet = state.items.length === 0 || !state.conversation;

  return (
    <section className={styles.pane} aria-label={title || 'Conversation'}>
      <ConversationHeader known={known} state={state} title={title} />
      <div className={styles.history}>
        {nothingYet ? (
          <NothingYet state={state} title={title} />
        ) : (
          <MessageList conversation={conversation} state={state} nameOf={nameOf} />
        )}
      </div>
      <TypingLine sentence={typingSentence(state.typing, nameOf)} />
      {state.status !== 'removed' && <Composer conversation={conversation} title={title} />}
      {state.status === 'removed' && !nothingYet && (
        <p className={styles.removed} role="status">
          You are no longer part of this conversation.
        </p>
      )}
    </section>
  );
}

interface NothingYetProps {
  readonly state: ConversationState;
  readonly title: string;
}

function NothingYet({ state, title }: NothingYetProps) {
  switch (state.status) {
    case 'opening':
      return <HistorySkeleton />;
    case 'failed':
      return (
        <Notice icon={RefreshCw} title="This conversation did not open">
          {state.error} It is tried again by itself.
        </Notice>
      );
    case 'removed':
      return (
        <Notice icon={LockKeyhole} title="Nothing to see here">
          This conversation does not exist, or you are not part of it.
        </Notice>
      );
    case 'ready':
      return (
        <Notice icon={MessageCircle} title="Nobody has said anything yet">
          Write the first message. {title} will see it at once.
        </Notice>
      );
  }
}

/** Always there, so that nothing moves when somebody begins to type. */
function TypingLine({ sentence }: { readonly sentence: string }) {
  return (
    <p className={styles.typing} data-testid="typing">
      {sentence && (
        <>
          <span className={styles.dots} aria-hidden>
            <i />
            <i />
            <i />
          </span>
          <span className={styles.sentence}>{sentence}</span>
        </>
      )}
    </p>
  );
}
