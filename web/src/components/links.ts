/** Finds the web and e-mail addresses in what a person wrote, as GitHub's Markdown does. */

const WEB = /(?:https?:\/\/|(?<![\p{L}\p{N}._/@-])www\.)[^\s<>"'“”‘’]+/u;
const EMAIL =
  /(?<![\p{L}\p{N}.+_-])[\w.+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+(?<!-)/u;
const ADDRESS = new RegExp(`${WEB.source}|${EMAIL.source}`, 'giu');
const PUNCTUATION = '.,;:!?…';
/** By the closing one, the one that opens. */
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

export interface Part {
  readonly text: string;
  /** Where it leads, if it is an address. */
  readonly href?: string;
}

/** The whole text again when put together. A full stop after an address is not part of it. */
export function splitLinks(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimmed(match[0]);
    const href = target(address);
    if (!URL.canParse(href)) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ text: address, href });
    end = match.index + address.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

function target(address: string): string {
  if (/^https?:/iu.test(address)) return address;
  return /^www\./iu.test(address) ? `https://${address}` : `mailto:${address}`;
}

/** Drops punctuation of the sentence; a bracket stays where the address opened it. */
function trimmed(address: string): string {
  const unopened = new Map(
    Object.entries(BRACKETS).map(([closing, opening]) => [
      closing,
      count(address, closing) - count(address, opening),
    ]),
  );
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1);
    const left = unopened.get(last);
    const isSentence = left === undefined ? PUNCTUATION.includes(last) : left > 0;
    if (!isSentence) break;
    if (left !== undefined) unopened.set(last, left - 1);
  }
  return address.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
