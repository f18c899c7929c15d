import {
  Copy,
  Forward,
  Link,
  type LucideIcon,
  MailOpen,
  MessageSquareReply,
  Pencil,
  Pin,
  PinOff,
  Reply,
  Smile,
  Trash2,
} from 'lucide-react';

import type { MenuItem } from '../../../components/menu';
import type { BarAction } from './action-bar';

/** What the person may do with a message; null for what they may not. */
export interface MessageActs {
  readonly reply: (() => void) | null;
  readonly replyInThread: (() => void) | null;
  readonly edit: (() => void) | null;
  readonly copyText: () => void;
  readonly forward: () => void;
  readonly pin: (() => void) | null;
  readonly unpin: (() => void) | null;
  readonly copyLink: () => void;
  readonly markUnread: (() => void) | null;
  readonly showReactors: (() => void) | null;
  readonly remove: (() => void) | null;
}

interface Act {
  readonly name: keyof MessageActs;
  readonly label: string;
  readonly icon: LucideIcon;
  /** At hand, without the menu. */
  readonly isInBar?: true;
}

/** In the order of the menu. */
const ACTS: readonly Act[] = [
  { name: 'reply', label: 'Reply', icon: Reply, isInBar: true },
  { name: 'replyInThread', label: 'Reply in thread', icon: MessageSquareReply, isInBar: true },
  { name: 'edit', label: 'Edit', icon: Pencil, isInBar: true },
  { name: 'copyText', label: 'Copy text', icon: Copy, isInBar: true },
  { name: 'forward', label: 'Forward', icon: Forward },
  { name: 'pin', label: 'Pin', icon: Pin },
  { name: 'unpin', label: 'Unpin', icon: PinOff },
  { name: 'copyLink', label: 'Copy link', icon: Link },
  { name: 'markUnread', label: 'Mark as unread', icon: MailOpen },
  { name: 'showReactors', label: 'Who reacted', icon: Smile },
  { name: 'remove', label: 'Delete', icon: Trash2 },
];

export function menuItems(acts: MessageActs): readonly MenuItem[] {
  return ACTS.flatMap(({ name, label, icon }) => {
    const onSelect = acts[name];
    return onSelect ? [{ label, icon, onSelect }] : [];
  });
}

export function barActions(acts: MessageActs): readonly BarAction[] {
  const inBar = new Set(ACTS.filter(({ isInBar }) => isInBar).map(({ label }) => label));
  return menuItems(acts).filter(({ label }) => inBar.has(label));
}
