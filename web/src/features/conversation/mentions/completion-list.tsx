import { Users } from 'lucide-react';

import { plainName } from '../../../chat/foreign-text';
import { Avatar } from '../../../components/avatar';
import { classes } from '../../../components/classes';
import { Spinner } from '../../../components/spinner';
import type { Choice } from './completion';
import styles from './completion-list.module.css';

interface CompletionListProps {
  /** For the field that it completes. */
  readonly id: string;
  readonly choices: readonly Choice[];
  readonly current: Choice | undefined;
  /** There may be more. */
  readonly isLoading: boolean;
  readonly onChoose: (choice: Choice) => void;
}

export function optionId(listId: string, { user }: Choice): string {
  return `${listId}-${user?.id ?? 'everyone'}`;
}

/** Members to mention. The focus stays in the field. */
export function CompletionList({ id, choices, current, isLoading, onChoose }: CompletionListProps) {
  return (
    <div className={styles.frame}>
      {choices.length > 0 && (
        <ul id={id} className={styles.list} role="listbox" aria-label="Mention">
          {choices.map((choice) => (
            <li
              key={optionId(id, choice)}
              id={optionId(id, choice)}
              role="option"
              aria-selected={choice === current}
              ref={choice === current ? scrollIntoView : null}
              className={classes(styles.option, choice === current && styles.current)}
              onPointerDown={(event) => {
                event.preventDefault();
              }}
              onClick={() => {
                onChoose(choice);
              }}
            >
              <Option choice={choice} />
            </li>
          ))}
        </ul>
      )}
      {isLoading && (
        <p className={styles.loading} role="status">
          <Spinner /> Loading members…
        </p>
      )}
    </div>
  );
}

function Option({ choice: { user, username } }: { readonly choice: Choice }) {
  if (!user) {
    return (
      <>
        <span className={styles.everyone}>
          <Users size={17} aria-hidden />
        </span>
        <span className={styles.name}>Everyone</span>
        <span className={styles.username}>@{username}</span>
      </>
    );
  }
  const name = plainName(user.displayName);
  return (
    <>
      <Avatar id={user.id} name={name} size="sm" />
      <bdi className={styles.name}>{name}</bdi>
      <span className={styles.username}>@{plainName(username)}</span>
    </>
  );
}

function scrollIntoView(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: 'nearest' });
}
