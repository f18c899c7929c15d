import { useQuery } from '@tanstack/react-query';
import { Check, X } from 'lucide-react';
import { type KeyboardEvent, useDeferredValue, useId, useMemo, useState } from 'react';

import { Avatar } from '../components/avatar';
import { classes } from '../components/classes';
import { isComposing } from '../components/is-composing';
import { Spinner } from '../components/spinner';
import type { User } from '../engine';
import { searchUsers } from './api';
import { useEngine, useInbox, useReadable } from './chat-context';
import styles from './people-picker.module.css';

/** No option is highlighted, so Enter submits the form. */
const NO_OPTION = -1;

interface PeoplePickerProps {
  readonly selected: readonly User[];
  readonly onChange: (chosen: readonly User[]) => void;
  /** People who cannot be selected: they are already members. */
  readonly excluded?: ReadonlySet<string>;
}

/** Finds people by the start of their name; those one already talks to come first. */
export function PeoplePicker({ selected, onChange, excluded }: PeoplePickerProps) {
  const id = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(NO_OPTION);
  const { found, searching, failed } = usePeople(text, excluded);
  const current = active === NO_OPTION ? undefined : found[Math.min(active, found.length - 1)];

  function toggle(user: User) {
    const without = selected.filter((each) => each.id !== user.id);
    onChange(without.length < selected.length ? without : [...selected, user]);
    setText('');
    setActive(NO_OPTION);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((at) => Math.min(Math.max(at + step, 0), Math.max(found.length - 1, 0)));
    } else if (isComposing(event.nativeEvent)) {
      return;
    } else if (event.key === 'Enter' && (current || text !== '')) {
      // A name that is half typed is no reason to send the form.
      event.preventDefault();
      if (current) toggle(current);
    } else if (event.key === 'Backspace' && text === '') {
      onChange(selected.slice(0, -1));
    }
  }

  return (
    <div className={styles.picker}>
      <label htmlFor={`${id}-input`} className="visually-hidden">
        Search people
      </label>
      <div className={styles.box}>
        {selected.map((user) => (
          <span key={user.id} className={styles.chip}>
            {user.displayName}
            <button
              type="button"
              aria-label={`Remove ${user.displayName}`}
              onClick={() => {
                toggle(user);
              }}
            >
              <X size={14} aria-hidden />
            </button>
          </span>
        ))}
        <input
          id={`${id}-input`}
          className={styles.input}
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={current ? `${id}-${current.id}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={selected.length === 0 ? 'Type a name' : 'Add another person'}
          value={text}
          data-autofocus
          onChange={(event) => {
            setText(event.target.value);
            setActive(event.target.value === '' ? NO_OPTION : 0);
          }}
          onKeyDown={onKeyDown}
        />
        {searching && <Spinner className={styles.spinner} />}
      </div>
      <ul
        id={`${id}-list`}
        className={styles.list}
        role="listbox"
        aria-label="People"
        aria-multiselectable
      >
        {found.map((user) => {
          const isSelected = selected.some((each) => each.id === user.id);
          return (
            <li
              key={user.id}
              id={`${id}-${user.id}`}
              role="option"
              aria-selected={isSelected}
              ref={user === current ? scrollIntoView : null}
              className={classes(styles.option, user === current && styles.active)}
              onPointerDown={(event) => {
                event.preventDefault();
              }}
              onClick={() => {
                toggle(user);
              }}
            >
              <Avatar id={user.id} name={user.displayName} size="bar" />
              <span className={styles.words}>
                <span className={styles.name}>{user.displayName}</span>
                {user.username !== user.displayName && (
                  <span className={styles.username}>{user.username}</span>
                )}
              </span>
              {isSelected && <Check size={20} aria-hidden />}
            </li>
          );
        })}
      </ul>
      {found.length === 0 && (
        <p className={styles.nobody} role="status">
          {emptyText(text, searching, failed)}
        </p>
      )}
    </div>
  );
}

function scrollIntoView(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: 'nearest' });
}

function emptyText(text: string, searching: boolean, failed: boolean): string {
  if (searching) return 'Searching…';
  if (failed) return 'Search failed. Keep typing to try again.';
  if (text.trim() === '') return 'Start typing to find people.';
  return `No results for “${text.trim()}”. Check the spelling, or try a username.`;
}

function usePeople(text: string, except: ReadonlySet<string> | undefined) {
  const { userId, people } = useEngine();
  const { entries } = useInbox();
  const known = useReadable(people);
  const prefix = useDeferredValue(text.trim());
  const search = useQuery({
    queryKey: ['searchUsers', prefix.toLocaleLowerCase()],
    queryFn: async () => {
      const users = await searchUsers(prefix);
      people.add(users);
      return users;
    },
    enabled: prefix !== '',
    staleTime: 30_000,
    retry: 1,
  });

  const found = useMemo(() => {
    const peers = entries.flatMap(({ peer }) => (peer ? [peer] : []));
    const near = [...peers, ...known.values()].filter((user) => beginsWith(user, prefix));
    // What the server finds is right as it is: it knows more ways to write a name.
    const byId = new Map([...near, ...(search.data ?? [])].map((user) => [user.id, user]));
    return [...byId.values()].filter(({ id }) => id !== userId && !except?.has(id));
  }, [entries, known, search.data, userId, except, prefix]);
  return { found, searching: search.isFetching, failed: search.isError };
}

function beginsWith(user: User, prefix: string): boolean {
  const needle = prefix.toLocaleLowerCase();
  const words = [user.username, user.displayName, ...user.displayName.split(/\s+/u)];
  return words.some((word) => word.toLocaleLowerCase().startsWith(needle));
}
