import type { NameOf } from '../../../chat/names';
import { usePlainText } from '../../../components/formatting/use-plain-text';
import { isDeleted, type Quotation } from '../../../engine';
import styles from './quotation.module.css';

interface QuotedWordsProps {
  readonly quotation: Quotation;
  readonly nameOf: NameOf;
  readonly userId: string;
}

/** Who said it, and what it says now. */
export function QuotedWords({ quotation: { original }, nameOf, userId }: QuotedWordsProps) {
  const words = usePlainText(typeof original === 'string' ? '' : (original.body ?? ''));
  if (original === 'unknown') return <span className={styles.note}>Loading…</span>;
  if (original === 'unreadable') {
    return <span className={styles.note}>A message that you can’t see</span>;
  }
  const name = original.senderId === userId ? 'You' : nameOf(original.senderId);
  return (
    <>
      <bdi className={styles.name}>{name}</bdi>
      <span className="visually-hidden">: </span>
      {isDeleted(original) ? (
        <span className={styles.note}>Message deleted</span>
      ) : (
        <span className={styles.words} dir="auto">
          {words}
        </span>
      )}
    </>
  );
}
