import { type KeyboardEvent, type Ref } from 'react';
import { MailOpen } from 'lucide-react';

import { Menu } from '../../../components/menu';
import styles from './message-menu.module.css';

interface MessageMenuProps {
  /** Whose message it is. */
  readonly senderName: string;
  /** Tab stops at one message of the list; the arrow keys go from there to the others. */
  readonly isTabStop: boolean;
  readonly onMarkUnread: () => void;
  readonly ref: Ref<HTMLButtonElement>;
}

/** What can be done with a message; seen while the pointer or the focus is on it, always on a phone. */
export function MessageMenu({ senderName, isTabStop, onMarkUnread, ref }: MessageMenuProps) {
  return (
    <div className={styles.menu}>
      <Menu
        ref={ref}
        label={`Actions for the message from ${senderName}`}
        items={[{ label: 'Mark as unread', icon: MailOpen, onSelect: onMarkUnread }]}
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
