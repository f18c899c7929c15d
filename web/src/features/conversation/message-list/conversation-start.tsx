import { type NameOf, titleOf } from '../../../chat/names';
import { conversationStartText } from '../../../chat/texts';
import type { ConversationState } from '../../../engine';
import styles from './conversation-start.module.css';

/** Above the first message. */
export function ConversationStart({
  state,
  nameOf,
}: {
  readonly state: ConversationState;
  readonly nameOf: NameOf;
}) {
  const { conversation } = state;
  if (!conversation) return null;
  const title = titleOf(conversation, nameOf);
  return (
    <div className={styles.beginning}>
      <p className={styles.beginningTitle}>{title}</p>
      <p>{conversationStartText(conversation, title)}</p>
    </div>
  );
}
