import type { LucideIcon } from 'lucide-react';
import type { KeyboardEvent, Ref } from 'react';

import { classes } from '../../../components/classes';
import { IconButton } from '../../../components/icon-button';
import { Menu, type MenuItem } from '../../../components/menu';
import styles from './action-bar.module.css';

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
 * has it: the arrow keys to the sides go through it, Escape leaves it.
 */
export function ActionBar({ label, actions, items, mine, isTabStop, ref }: ActionBarProps) {
  return (
    <div
      className={classes(styles.bar, mine && styles.mine)}
      role="toolbar"
      aria-label={label}
      data-action-bar
      onKeyDown={moveFocus}
    >
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
      <Menu ref={ref} label={label} items={items} tabIndex={isTabStop ? 0 : -1} />
    </div>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const next = nextFocus(event);
  if (next === undefined) return;
  event.preventDefault();
  // Whatever lies below has keys of its own.
  event.stopPropagation();
  next?.focus();
}

/** Null at the end of the list, undefined where the key means nothing here. */
function nextFocus({ key, currentTarget: bar }: KeyboardEvent<HTMLElement>) {
  const buttons = [...bar.querySelectorAll<HTMLElement>(':scope > button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const aside = { ArrowLeft: at - 1, ArrowRight: at + 1 }[key];
  if (aside !== undefined) return buttons.at(aside % buttons.length);
  if (key === 'Escape') return document.querySelector<HTMLElement>('[data-composer]');
  const step = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (step === undefined) return undefined;
  const list = bar.closest('[role="region"]');
  const bars = [...(list?.querySelectorAll<HTMLElement>('[data-action-bar]') ?? [])];
  const inOrder = bars.sort((a, b) => topOf(a) - topOf(b));
  const neighbour = inOrder[inOrder.indexOf(bar) + step];
  return neighbour?.querySelector<HTMLElement>('[data-menu-button]') ?? null;
}

/** The virtual list does not keep its rows in the order of the document. */
function topOf(element: HTMLElement): number {
  return element.getBoundingClientRect().top;
}
