import { type LucideIcon, SmilePlus } from 'lucide-react';
import type { Ref } from 'react';

import { classes } from '../../../components/classes';
import { IconButton } from '../../../components/icon-button';
import { Menu, type MenuChoice, type MenuItem } from '../../../components/menu';
import styles from './action-bar.module.css';
import { moveAmongActions } from './move-among-actions';

/** One that is at hand, without the menu. */
export interface BarAction {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly onSelect: () => void;
}

interface ActionBarProps {
  /** What it belongs to. */
  readonly label: string;
  readonly actions: readonly BarAction[];
  /** None where the person may not react. */
  readonly reactions: readonly MenuChoice[];
  /** All that can be done, those of the bar included: on a phone there is only the menu. */
  readonly items: readonly MenuItem[];
  /** At the other side of one's own messages. */
  readonly mine: boolean;
  /** Tab stops at one message of the list; the arrow keys go from there to the others. */
  readonly isTabStop: boolean;
  /** The button of the menu. */
  readonly ref: Ref<HTMLButtonElement>;
}

/**
 * What can be done with a message; seen while the pointer or the focus is on it. A toolbar, as ARIA
 * has it: the arrow keys to the sides go through it and the reactions, Escape leaves it.
 */
export function ActionBar({
  label,
  actions,
  reactions,
  items,
  mine,
  isTabStop,
  ref,
}: ActionBarProps) {
  return (
    <div
      className={classes(styles.bar, mine && styles.mine)}
      role="toolbar"
      aria-label={label}
      data-action-bar
      onKeyDown={moveAmongActions}
    >
      {reactions.length > 0 && (
        <Menu
          icon={SmilePlus}
          label="React"
          choices={reactions}
          items={[]}
          className={styles.action}
          tabIndex={-1}
        />
      )}
      {actions.map((action) => (
        <IconButton
          key={action.label}
          icon={action.icon}
          label={action.label}
          size="small"
          className={styles.action}
          tabIndex={-1}
          onClick={action.onSelect}
        />
      ))}
      <Menu
        ref={ref}
        label={label}
        choices={reactions}
        items={items}
        tabIndex={isTabStop ? 0 : -1}
      />
    </div>
  );
}
