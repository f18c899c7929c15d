import { useFormatter } from './formatter';

/** What a person wrote, without its markup: for where it stands in a line. */
export function usePlainText(text: string): string {
  const formatter = useFormatter(text);
  return formatter?.plain(text, formatter) ?? text;
}
