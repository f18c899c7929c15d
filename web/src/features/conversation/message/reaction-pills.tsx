import { SmilePlus } from 'lucide-react';

import type { NameOf } from '../../../chat/names';
import { reactorsText } from '../../../chat/texts';
import { classes } from '../../../components/classes';
import type { Reaction, ReactionAmendment } from '../../../engine';
import { moveAmongActions } from './move-among-actions';
import styles from './reaction-pills.module.css';

interface ReactionPillsProps {
  readonly reactions: readonly Reaction[];
  readonly reacting: readonly ReactionAmendment[];
  readonly nameOf: NameOf;
  readonly userId: string;
  /** On the side of one's own messages. */
  readonly mine: boolean;
  /** Where one may only look. */
  readonly isDisabled: boolean;
  /** False where the person may only take their own away. */
  readonly canAdd: boolean;
  readonly onReact: (emoji: string) => void;
  /** Given the button that opens the picker. */
  readonly onPick: (button: HTMLElement) => void;
}

/**
 * What people reacted to a message with: pressed where the person did, too. The arrow keys lead here
 * from the action bar.
 */
export function ReactionPills({
  reactions,
  reacting,
  nameOf,
  userId,
  mine,
  isDisabled,
  canAdd,
  onReact,
  onPick,
}: ReactionPillsProps) {
  if (reactions.length === 0) return null;
  const pending = new Set(
    reacting.filter(({ state }) => state === 'pending').map(({ emoji }) => emoji),
  );
  return (
    <ul
      className={classes(styles.pills, mine && styles.mine)}
      aria-label="Reactions"
      data-reactions
      onKeyDown={moveAmongActions}
    >
      {reactions.map((reaction) => {
        const { emoji, count } = reaction;
        const people = reactorsText(reaction, nameOf, userId);
        return (
          <li key={emoji}>
            <button
              type="button"
              className={classes(styles.pill, pending.has(emoji) && styles.pending)}
              aria-pressed={reaction.mine}
              aria-label={`${emoji} ${count}: ${people}`}
              title={`${people} reacted with ${emoji}`}
              tabIndex={-1}
              disabled={isDisabled || !(canAdd || reaction.mine)}
              onClick={() => {
                onReact(emoji);
              }}
            >
              <span className={styles.emoji} aria-hidden>
                {emoji}
              </span>
              {count}
            </button>
          </li>
        );
      })}
      {!isDisabled && canAdd && (
        <li>
          <button
            type="button"
            className={classes(styles.pill, styles.add)}
            aria-label="Add a reaction"
            aria-haspopup="dialog"
            title="Add a reaction"
            tabIndex={-1}
            onClick={({ currentTarget }) => {
              onPick(currentTarget);
            }}
          >
            <SmilePlus size={15} aria-hidden />
          </button>
        </li>
      )}
    </ul>
  );
}
