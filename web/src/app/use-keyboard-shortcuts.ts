import { useLayoutEffect } from 'react';
import { useLocation } from 'wouter';

import { useInbox } from '../chat/chat-context';
import { useDialog } from '../components/use-dialog';
import { type Command, commandOf } from '../features/shortcuts/shortcuts';

/** Handles the keyboard shortcuts that work everywhere. */
export function useKeyboardShortcuts(openId: string | undefined): void {
  const { entries } = useInbox();
  const [location, navigate] = useLocation();
  const { open } = useDialog();

  // Before anybody sees the inbox, whose shortcuts they are.
  useLayoutEffect(() => {
    const goToNeighbour = (step: 1 | -1) => {
      const at = entries.findIndex(({ conversationId }) => conversationId === openId);
      const next = entries[at === -1 ? 0 : at + step];
      if (next) navigate(`/c/${next.conversationId}`);
    };
    const run: Readonly<Record<Command, () => void>> = {
      search: () => document.querySelector<HTMLElement>('[data-shortcut="search"]')?.focus(),
      new: () => {
        open('new');
      },
      shortcuts: () => {
        open('shortcuts');
      },
      next: () => {
        goToNeighbour(1);
      },
      previous: () => {
        goToNeighbour(-1);
      },
      details: () => {
        if (openId === undefined) return;
        const here = `/c/${openId}`;
        navigate(location === here ? `${here}/details` : here);
      },
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const command = commandOf(event);
      if (command === null || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      run[command]();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [entries, openId, location, navigate, open]);
}
