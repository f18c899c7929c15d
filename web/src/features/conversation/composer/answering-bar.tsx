import { Reply, X } from 'lucide-react';

import { useEngine } from '../../../chat/chat-context';
import type { NameOf } from '../../../chat/names';
import { IconButton } from '../../../components/icon-button';
import type { Quotation } from '../../../engine';
import { QuotedWords } from '../message/quoted-words';
import styles from './answering-bar.module.css';

interface AnsweringBarProps {
  readonly quotation: Quotation;
  readonly nameOf: NameOf;
  readonly onCancel: () => void;
}

/** Above the composer: what the message in it will answer. */
export function AnsweringBar({ quotation, nameOf, onCancel }: AnsweringBarProps) {
  const { userId } = useEngine();
  return (
    <div className={styles.bar} role="group" aria-label="Replying to">
      <Reply size={18} aria-hidden />
      <div className={styles.words}>
        <QuotedWords quotation={quotation} nameOf={nameOf} userId={userId} />
      </div>
      <IconButton icon={X} label="Cancel reply" size="small" onClick={onCancel} />
    </div>
  );
}
