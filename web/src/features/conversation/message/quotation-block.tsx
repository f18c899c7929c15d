import type { NameOf } from '../../../chat/names';
import type { Quotation } from '../../../engine';
import { QuotedWords } from './quoted-words';
import styles from './quotation.module.css';

interface QuotationBlockProps {
  readonly quotation: Quotation;
  readonly nameOf: NameOf;
  readonly userId: string;
  readonly onJump: (seq: number) => void;
}

/** What a message answers, above its text: leads there. */
export function QuotationBlock({ quotation, nameOf, userId, onJump }: QuotationBlockProps) {
  const words = <QuotedWords quotation={quotation} nameOf={nameOf} userId={userId} />;
  if (typeof quotation.original === 'string') {
    return (
      <p className={styles.quotation} data-quotation>
        {words}
      </p>
    );
  }
  return (
    <button
      type="button"
      className={styles.quotation}
      title="Go to this message"
      data-quotation
      onClick={() => {
        onJump(quotation.seq);
      }}
    >
      <span className="visually-hidden">In reply to </span>
      {words}
    </button>
  );
}
