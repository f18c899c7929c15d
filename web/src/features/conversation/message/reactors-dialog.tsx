import { useQuery } from '@tanstack/react-query';

import { reactors } from '../../../chat/api';
import { useEngine } from '../../../chat/chat-context';
import type { NameOf } from '../../../chat/names';
import { Avatar } from '../../../components/avatar';
import { Dialog } from '../../../components/dialog';
import { Spinner } from '../../../components/spinner';
import type { Message } from '../../../engine';
import styles from './reactors-dialog.module.css';

interface ReactorsDialogProps {
  readonly message: Message;
  readonly nameOf: NameOf;
  readonly onClose: () => void;
}

/** Everyone who reacted to a message, emoji by emoji, the most frequent first. */
export function ReactorsDialog({ message, nameOf, onClose }: ReactorsDialogProps) {
  const { conversationId, rootSeq, seq, version } = message;
  const { people, userId } = useEngine();
  const { data, error } = useQuery({
    queryKey: ['reactors', conversationId, rootSeq, seq, version],
    queryFn: async () => {
      const all = await reactors(message);
      people.add(all.flatMap(({ user }) => user ?? []));
      return all;
    },
  });
  return (
    <Dialog title="Reactions" size="sm" onClose={onClose}>
      {error && <p role="alert">{error.message}</p>}
      {!data && !error && (
        <div role="status" aria-label="Loading reactions">
          <Spinner />
        </div>
      )}
      {data &&
        byEmoji(data).map(([emoji, userIds]) => (
          <section key={emoji} aria-label={emoji}>
            <h3 className={styles.emoji}>
              <span>{emoji}</span>
              {userIds.length}
            </h3>
            <ul>
              {userIds.map((id) => (
                <li key={id} className={styles.person}>
                  <Avatar id={id} name={nameOf(id)} size="sm" />
                  <bdi>{id === userId ? 'You' : nameOf(id)}</bdi>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </Dialog>
  );
}

function byEmoji(
  all: readonly { readonly emoji: string; readonly userId: string }[],
): readonly (readonly [string, readonly string[]])[] {
  const people = new Map<string, string[]>();
  for (const { emoji, userId } of all) people.set(emoji, [...(people.get(emoji) ?? []), userId]);
  return [...people].sort(([, some], [, others]) => others.length - some.length);
}
