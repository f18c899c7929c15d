import type { KeyboardEvent, Ref } from 'react';

import { classes } from '../../../components/classes';
import { Menu, type MenuItem } from '../../../components/menu';
import styles from './message-menu.module.css';

interface MessageMenuProps {
  /** What it belongs to. */
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** At the other side of one's own messages. */
  readonly mine: boolean;
  /** Tab stops at one message of the list; the arrow keys go from there to the others. */
  readonly isTabStop: boolean;
  readonly ref: Ref<HTMLButtonElement>;
}

/** What can be done with a message; seen while the pointer or the focus is on it, always on a phone. */
export function MessageMenu({ label, items, mine, isTabStop, ref }: MessageMenuProps) {
  return (
    <div className={classes(styles.menu, mine && styles.mine)}>
      <Menu
        ref={ref}
        label={label}
        items={items}
        tabIndex={isTabStop ? 0 : -1}
        onKeyDown={focusNeighbour}
      />
    </div>
  );
}

function focusNeighbour(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step === undefined) return;
  const list = event.currentTarget.closest('[role="region"]');
  const buttons = [...(list?.querySelectorAll<HTMLElement>('[data-menu-button]') ?? [])];
  const inOrder = buttons.sort((a, b) => topOf(a) - topOf(b));
  const next = inOrder[inOrder.indexOf(event.currentTarget) + step];
  event.preventDefault();
  next?.focus();
}

/** The virtual list does not keep its rows in the order of the document. */
function topOf(element: HTMLElement): number {
  return element.getBoundingClientRect().top;
}
