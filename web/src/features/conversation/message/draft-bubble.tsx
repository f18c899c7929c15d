import { CircleAlert, Clock } from 'lucide-react';

import { useEngine } from '../../../chat/chat-context';
import type { NameOf } from '../../../chat/names';
import { timeOfDay } from '../../../chat/times';
import { useMentioned } from '../../../chat/use-mentioned';
import { classes } from '../../../components/classes';
import { FormattedText } from '../../../components/formatting/formatted-text';
import { usePlainText } from '../../../components/formatting/use-plain-text';
import type { Draft, OpenTalk } from '../../../engine';
import styles from './bubble.module.css';
import { isOnlyEmoji } from './emoji-only';
import { QuotationBlock } from './quotation-block';
import { Refusal } from './refusal';
import type { DraftRow } from '../message-list/rows';

const STATE_LABELS: Readonly<Record<Draft['state'], string>> = {
  queued: 'Waiting to send',
  sending: 'Sending',
  waiting: 'Waiting for a connection',
  failed: 'Not sent',
};

interface DraftBubbleProps {
  readonly row: DraftRow;
  readonly talk: OpenTalk;
  readonly nameOf: NameOf;
  readonly onCopy: (text: string) => void;
  readonly onJump: (seq: number) => void;
}

/** The person's own message while it is not confirmed, with actions if it failed. */
export function DraftBubble({ row, talk, nameOf, onCopy, onJump }: DraftBubbleProps) {
  const { userId } = useEngine();
  const { draft, quotation, first, last, at } = row;
  const words = usePlainText(draft.body);
  const mentioned = useMentioned({ ...draft, senderId: userId }, nameOf);
  const failed = draft.state === 'failed';
  // What it answers may have been deleted.
  const unquoted =
    draft.replyTo === null
      ? []
      : [
          {
            label: 'Send without the quotation',
            onSelect: () => {
              talk.retryWithout(draft.clientMessageId, 'quotation');
            },
          },
        ];
  // Whom it mentions may have left.
  const unmentioning =
    draft.mentions.length === 0
      ? []
      : [
          {
            label: 'Send without mentions',
            onSelect: () => {
              talk.retryWithout(draft.clientMessageId, 'mentions');
            },
          },
        ];
  const Icon = failed ? CircleAlert : Clock;
  return (
    <div
      className={classes(styles.row, styles.mine, first && styles.first, last && styles.last)}
      data-draft={draft.state}
    >
      <div
        className={classes(
          styles.bubble,
          failed ? styles.failed : styles.pending,
          isOnlyEmoji(words) && !quotation && styles.emoji,
        )}
      >
        <span className="visually-hidden">You: </span>
        {quotation && (
          <QuotationBlock quotation={quotation} nameOf={nameOf} userId={userId} onJump={onJump} />
        )}
        <div className={styles.text} dir="auto">
          <span data-testid="body" className={styles.body}>
            <FormattedText text={draft.body} mentioned={mentioned} onCopy={onCopy} />
          </span>
          <span className={styles.meta} dir="ltr">
            <time dateTime={at.toISOString()} dir="auto">
              {timeOfDay(at)}
            </time>
            <span
              className={styles.delivery}
              role="img"
              aria-label={STATE_LABELS[draft.state]}
              title={STATE_LABELS[draft.state]}
            >
              <Icon size={13} strokeWidth={2.25} aria-hidden />
            </span>
          </span>
        </div>
      </div>
      {failed && (
        <Refusal
          what={`Not sent. ${draft.reason?.message ?? ''}`}
          ways={[
            {
              label: 'Try again',
              onSelect: () => {
                talk.retry(draft.clientMessageId);
              },
            },
            ...unquoted,
            ...unmentioning,
            {
              label: 'Discard',
              onSelect: () => {
                talk.discard(draft.clientMessageId);
              },
            },
          ]}
        />
      )}
    </div>
  );
}
