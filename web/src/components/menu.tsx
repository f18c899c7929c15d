import { Ellipsis, type LucideIcon } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  type ToggleEvent,
  useId,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';

import { classes } from './classes';
import styles from './menu.module.css';
import { placeBeside } from './place-beside';

/** One of a row above the other items, as long as a symbol says what it is. */
export interface MenuChoice {
  readonly label: string;
  readonly symbol: ReactNode;
  /** Null for one that is nothing but done. */
  readonly isChosen: boolean | null;
  readonly onSelect: () => void;
}

export interface MenuItem {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly onSelect: () => void;
}

interface MenuProps {
  /** What the actions belong to, for a screen reader and as a tooltip. */
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly choices?: readonly MenuChoice[];
  readonly items: readonly MenuItem[];
  readonly className?: string | undefined;
  readonly tabIndex?: number;
  /** The button that opens it. */
  readonly ref?: Ref<HTMLButtonElement>;
}

/**
 * A button with a menu of actions, as ARIA's "menu button" pattern has it. A native popover: it lies
 * above everything, closes by itself, and gives the focus back. What is in it is there only while it
 * is open: a list of messages has two menus a row.
 */
export function Menu({
  label,
  icon: ButtonIcon = Ellipsis,
  choices = [],
  items,
  className,
  ref,
  tabIndex = 0,
}: MenuProps) {
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);

  function onBeforeToggle({ currentTarget, newState }: ToggleEvent<HTMLDivElement>) {
    if (newState !== 'open') return;
    // It is placed by its size.
    flushSync(() => {
      setIsOpen(true);
    });
    const button = currentTarget.previousElementSibling;
    if (button) placeBeside(currentTarget, button);
  }

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
        <ButtonIcon size={18} aria-hidden />
      </button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        className={styles.menu}
        onBeforeToggle={onBeforeToggle}
        onToggle={onToggle}
        onKeyDown={(event) => {
          moveFocus(event);
          // Whatever lies below has keys of its own.
          event.stopPropagation();
        }}
      >
        {isOpen && choices.length > 0 && (
          <div className={styles.choices} role="group">
            {choices.map(({ label: text, symbol, isChosen, onSelect }) => (
              <button
                key={text}
                type="button"
                role={isChosen === null ? 'menuitem' : 'menuitemcheckbox'}
                aria-checked={isChosen ?? undefined}
                aria-label={text}
                title={text}
                tabIndex={-1}
                className={styles.choice}
                onClick={() => {
                  popover.current?.hidePopover();
                  onSelect();
                }}
              >
                {symbol}
              </button>
            ))}
          </div>
        )}
        {isOpen &&
          items.map(({ label: text, icon: Icon, onSelect }) => (
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
  return [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
}

/** The arrow keys go round, Home and End to the ends, Tab leaves. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = itemsOf(event.currentTarget);
  const at = items.findIndex((item) => item === document.activeElement);
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  const next = {
    ArrowDown: at + 1,
    ArrowRight: at + 1,
    ArrowUp: at - 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: -1,
  }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items.at(next % items.length)?.focus();
}
