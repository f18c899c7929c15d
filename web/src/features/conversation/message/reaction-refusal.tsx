import type { OpenConversation, ReactionAmendment } from '../../../engine';
import styles from './bubble.module.css';

interface ReactionRefusalProps {
  readonly amendment: ReactionAmendment;
  /** Not of a message that is gone. */
  readonly canRetry: boolean;
  readonly conversation: OpenConversation;
}

/** Which reaction the server did not take, or take away, and why. */
export function ReactionRefusal({ amendment, canRetry, conversation }: ReactionRefusalProps) {
  const { id, emoji, isAdded, reason } = amendment;
  return (
    <div className={styles.failure} role="alert">
      <p>
        {emoji} {isAdded ? 'not added.' : 'not taken away.'} {reason?.message}
      </p>
      {canRetry && (
        <button
          type="button"
          onClick={() => {
            conversation.retryAmendment(id);
          }}
        >
          Try again
        </button>
      )}
      <button
        type="button"
        onClick={() => {
          conversation.dismissAmendment(id);
        }}
      >
        Dismiss
      </button>
    </div>
  );
}
