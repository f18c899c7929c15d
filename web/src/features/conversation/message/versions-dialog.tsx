import { useQuery } from '@tanstack/react-query';

import { messageVersions } from '../../../chat/api';
import { exactTime } from '../../../chat/times';
import { Dialog } from '../../../components/dialog';
import { Spinner } from '../../../components/spinner';
import type { Message } from '../../../engine';
import styles from './versions-dialog.module.css';

interface VersionsDialogProps {
  readonly message: Message;
  readonly onClose: () => void;
}

/** The texts that a message has had, the present one first. */
export function VersionsDialog({ message, onClose }: VersionsDialogProps) {
  const { conversationId, rootSeq, seq, revision } = message;
  const { data, error } = useQuery({
    queryKey: ['messageVersions', conversationId, rootSeq, seq, revision],
    queryFn: () => messageVersions(message),
  });
  return (
    <Dialog title="Edit history" onClose={onClose}>
      {error && <p role="alert">{error.message}</p>}
      {!data && !error && (
        <div role="status" aria-label="Loading versions">
          <Spinner />
        </div>
      )}
      <ol className={styles.versions}>
        {data?.map(({ body, editedAt }) => (
          <li key={editedAt}>
            <time className={styles.time} dateTime={editedAt}>
              {exactTime(new Date(editedAt))}
            </time>
            <p className={styles.body} dir="auto">
              {body}
            </p>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
