import { LinkedText } from '../linked-text';
import { useFormatter } from './formatter';

interface FormattedTextProps {
  readonly text: string;
  /** Of a code block. */
  readonly onCopy: (code: string) => void;
}

/** What a person wrote, with its markup shown as what it means. */
export function FormattedText({ text, onCopy }: FormattedTextProps) {
  const formatter = useFormatter(text);
  return formatter?.rendered(text, { ...formatter, onCopy }) ?? <LinkedText text={text} />;
}
