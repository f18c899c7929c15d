import { Ellipsis, type LucideIcon } from 'lucide-react';
import { type KeyboardEvent, type Ref, type ToggleEvent, useId, useRef, useState } from 'react';

import { classes } from './classes';
import styles from './menu.module.css';

export interface MenuItem {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly onSelect: () => void;
}

interface MenuProps {
  /** What the actions belong to, for a screen reader and as a tooltip. */
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly className?: string | undefined;
  readonly tabIndex?: number;
  /** The button that opens it. */
  readonly ref?: Ref<HTMLButtonElement>;
}

/** Less room than this below the button, in pixels: the menu opens above it. */
const ROOM_BELOW = 240;
const GAP = 4;

/**
 * A button with a menu of actions, as ARIA's "menu button" pattern has it. A native popover: it lies
 * above everything, closes by itself, and gives the focus back.
 */
export function Menu({ label, items, className, ref, tabIndex = 0 }: MenuProps) {
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);

  function onToggle({ currentTarget, newState }: ToggleEvent<HTMLDivElement>) {
    setIsOpen(newState === 'open');
    if (newState === 'open') itemsOf(currentTarget)[0]?.focus();
  }

  return (
    <>
      <button
        ref={ref}
        type="button"
        className={classes(styles.button, className)}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        tabIndex={tabIndex}
        popoverTarget={id}
        data-menu-button
      >
        <Ellipsis size={18} aria-hidden />
      </button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        className={styles.menu}
        onBeforeToggle={({ currentTarget, newState }) => {
          if (newState === 'open') place(currentTarget, currentTarget.previousElementSibling);
        }}
        onToggle={onToggle}
        onKeyDown={(event) => {
          moveFocus(event);
          // Whatever lies below has keys of its own.
          event.stopPropagation();
        }}
      >
        {items.map(({ label: text, icon: Icon, onSelect }) => (
          <button
            key={text}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className={styles.item}
            onClick={() => {
              popover.current?.hidePopover();
              onSelect();
            }}
          >
            <Icon size={18} aria-hidden />
            {text}
          </button>
        ))}
      </div>
    </>
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
}

/** At the button: its inner edge towards the middle of the window, so that it always fits. */
function place(menu: HTMLElement, button: Element | null): void {
  if (!button) return;
  const { top, right, bottom, left } = button.getBoundingClientRect();
  const isRight = left > window.innerWidth / 2;
  const isLow = window.innerHeight - bottom < ROOM_BELOW;
  menu.style.left = isRight ? 'auto' : `${left}px`;
  menu.style.right = isRight ? `${window.innerWidth - right}px` : 'auto';
  menu.style.top = isLow ? 'auto' : `${bottom + GAP}px`;
  menu.style.bottom = isLow ? `${window.innerHeight - top + GAP}px` : 'auto';
}

/** The arrow keys go round, Home and End to the ends, Tab leaves. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = itemsOf(event.currentTarget);
  const at = items.findIndex((item) => item === document.activeElement);
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items.at(next % items.length)?.focus();
}
