import { LinkedText } from '../linked-text';
import type { Mentioned } from '../mentions';
import { useFormatter } from './formatter';

interface FormattedTextProps {
  readonly text: string;
  /** Whom it mentions. */
  readonly mentioned: readonly Mentioned[];
  /** Of a code block. */
  readonly onCopy: (code: string) => void;
}

/** What a person wrote, with its markup shown as what it means. */
export function FormattedText({ text, mentioned, onCopy }: FormattedTextProps) {
  const formatter = useFormatter(text);
  return (
    formatter?.rendered(text, { ...formatter, mentioned, onCopy }) ?? (
      <LinkedText text={text} mentioned={mentioned} />
    )
  );
}
