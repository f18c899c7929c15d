import { AtSign, MessagesSquare, RefreshCw, Search, SquarePen } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';

import { useEngine, useInbox } from '../../chat/chat-context';
import { titleOf, useNames } from '../../chat/names';
import { useOpenConversation } from '../../chat/open-conversation';
import { useMarkUnread } from '../../chat/use-mark-unread';
import { Avatar } from '../../components/avatar';
import { Button } from '../../components/button';
import { ErrorBar } from '../../components/error-bar';
import { IconButton } from '../../components/icon-button';
import { Logo } from '../../components/logo';
import { Notice } from '../../components/notice';
import { useDialog } from '../../components/use-dialog';
import { PRODUCT_NAME } from '../../config';
import type { InboxState } from '../../engine';
import { InboxRow } from './inbox-row';
import styles from './inbox-pane.module.css';
import { InboxSkeleton } from './inbox-skeleton';
import { ThreadsButton } from './threads-button';

const NOBODY: readonly string[] = [];

interface InboxPaneProps {
  /** The conversation that is open. */
  readonly openId: string | undefined;
}

export function InboxPane({ openId }: InboxPaneProps) {
  // Of the open conversation only: for every row it would take as many subscriptions again.
  const typing = useOpenConversation()?.state.typing ?? NOBODY;
  const dialog = useDialog();
  const engine = useEngine();
  const { userId, inbox } = engine;
  const state = useInbox();
  const nameOf = useNames();
  const [query, setQuery] = useState('');
  const { markUnread, error, dismissError } = useMarkUnread((id: string, seq: number) =>
    engine.markUnread(id, seq),
  );
  const list = useRef<HTMLUListElement>(null);

  // A search covers all conversations, so it loads them all.
  useEffect(() => {
    if (query !== '' && state.older === 'more') inbox.loadOlder();
  }, [query, state.older, inbox]);

  const shown = useMemo(() => {
    const needle = query.trim().toLocaleLowerCase();
    return state.entries.filter((entry) =>
      titleOf(entry, nameOf).toLocaleLowerCase().includes(needle),
    );
  }, [state.entries, nameOf, query]);

  return (
    <nav className={styles.pane} aria-label="Conversations">
      <header className={styles.header}>
        <Logo size={30} />
        <span className={styles.brand}>{PRODUCT_NAME}</span>
        <div className={styles.actions}>
          <ThreadsButton
            onOpen={() => {
              dialog.open('threads');
            }}
          />
          <IconButton
            icon={AtSign}
            label="Mentions"
            onClick={() => {
              dialog.open('mentions');
            }}
          />
          <IconButton
            icon={SquarePen}
            label="New conversation"
            onClick={() => {
              dialog.open('new');
            }}
          />
          <button
            type="button"
            className={styles.me}
            title="Profile and settings"
            onClick={() => {
              dialog.open('profile');
            }}
          >
            <Avatar id={userId} name={nameOf(userId)} size="sm" />
            <span className="visually-hidden">Profile and settings</span>
          </button>
        </div>
      </header>
      <div className={styles.search}>
        <Search size={17} aria-hidden />
        <input
          type="search"
          data-shortcut="search"
          placeholder="Search conversations"
          aria-label="Search conversations"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') moveFocus(event, list.current, 1);
            if (event.key === 'Escape') setQuery('');
          }}
        />
      </div>
      {error !== null && <ErrorBar message={error} onDismiss={dismissError} />}
      {state.status === 'loading' && <InboxSkeleton />}
      {state.status === 'failed' && state.entries.length === 0 && (
        <Notice icon={RefreshCw} title="Couldn’t load your conversations">
          {state.error} Retrying…
        </Notice>
      )}
      {state.status === 'ready' && state.entries.length === 0 && (
        <Notice
          icon={MessagesSquare}
          title="No conversations yet"
          action={
            <Button
              variant="primary"
              onClick={() => {
                dialog.open('new');
              }}
            >
              Start a conversation
            </Button>
          }
        >
          Message someone, or create a group.
        </Notice>
      )}
      {state.entries.length > 0 && shown.length === 0 && (
        <p className={styles.nothing} role="status">
          {noResultsText(query.trim(), state.older)}
        </p>
      )}
      {(shown.length > 0 || state.older === 'failed') && (
        <ul
          ref={list}
          className={styles.list}
          onScroll={({ currentTarget }) => {
            if (isNearEnd(currentTarget) && state.older === 'more') inbox.loadOlder();
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') moveFocus(event, list.current, 1);
            if (event.key === 'ArrowUp') moveFocus(event, list.current, -1);
          }}
        >
          {shown.map((entry) => (
            <InboxRow
              key={entry.conversationId}
              entry={entry}
              open={entry.conversationId === openId}
              typing={entry.conversationId === openId ? typing : NOBODY}
              nameOf={nameOf}
              onMarkUnread={markUnread}
            />
          ))}
          {state.older === 'failed' && (
            <li className={styles.again}>
              Couldn’t load more conversations.{' '}
              <Button
                variant="quiet"
                onClick={() => {
                  inbox.loadOlder();
                }}
              >
                Try again
              </Button>
            </li>
          )}
        </ul>
      )}
    </nav>
  );
}

/** While pages are still to come, there may be a match in them. */
function noResultsText(query: string, older: InboxState['older']): string {
  if (older === 'more' || older === 'loading') return 'Searching…';
  const conversations = older === 'failed' ? 'loaded conversations' : 'conversations';
  return `No ${conversations} match “${query}”.`;
}

function isNearEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight < 600;
}

/** Arrow keys walk through the list; Tab leaves it. */
function moveFocus(event: KeyboardEvent, list: HTMLElement | null, step: 1 | -1): void {
  const links = [...(list?.querySelectorAll('a') ?? [])];
  const at = links.findIndex((link) => link === document.activeElement);
  const next = links[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
