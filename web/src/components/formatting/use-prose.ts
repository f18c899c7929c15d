import { splitLinks } from '../links';
import { useFormatter } from './formatter';

/** Gives what a person wrote without code and addresses, in pieces: where somebody may be mentioned. */
export function useProse(text: string): () => readonly string[] {
  const formatter = useFormatter(text);
  return () => formatter?.prose(text) ?? proseOf(text);
}

/** Of a text without markup. */
export function proseOf(text: string): readonly string[] {
  return splitLinks(text).flatMap(({ text: part, href }) => (href === undefined ? [part] : []));
}
