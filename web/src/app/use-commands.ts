import { useEffect } from 'react';
import { useLocation } from 'wouter';

import { useInbox } from '../chat/chat-context';
import { useDialog } from '../components/use-dialog';
import { type Command, commandOf } from '../features/shortcuts/shortcuts';

/** Obeys the keyboard shortcuts that work everywhere. */
export function useCommands(openId: string | undefined): void {
  const { entries } = useInbox();
  const [location, navigate] = useLocation();
  const { open } = useDialog();

  useEffect(() => {
    const toNeighbour = (step: 1 | -1) => {
      const at = entries.findIndex(({ conversationId }) => conversationId === openId);
      const next = entries[at === -1 ? 0 : at + step];
      if (next) navigate(`/c/${next.conversationId}`);
    };
    const obey: Readonly<Record<Command, () => void>> = {
      find: () => document.querySelector<HTMLElement>('[data-shortcut="find"]')?.focus(),
      new: () => {
        open('new');
      },
      shortcuts: () => {
        open('shortcuts');
      },
      next: () => {
        toNeighbour(1);
      },
      previous: () => {
        toNeighbour(-1);
      },
      about: () => {
        if (openId === undefined) return;
        const here = `/c/${openId}`;
        navigate(location === here ? `${here}/about` : here);
      },
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const command = commandOf(event);
      if (command === null || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      obey[command]();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [entries, openId, location, navigate, open]);
}
