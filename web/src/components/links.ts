/** Finds the web addresses in what a person wrote. */

const LINK = /https?:\/\/[^\s<>"'“”‘’]+/giu;
const PUNCTUATION = '.,;:!?…';
/** By the closing one, the one that opens. */
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

export interface Part {
  readonly kind: 'text' | 'link';
  readonly value: string;
}

/** The whole text again when put together. A full stop after an address is not part of it. */
export function splitLinks(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const address = trimmed(match[0]);
    if (!URL.canParse(address)) continue;
    if (match.index > end) parts.push({ kind: 'text', value: text.slice(end, match.index) });
    parts.push({ kind: 'link', value: address });
    end = match.index + address.length;
  }
  if (end < text.length) parts.push({ kind: 'text', value: text.slice(end) });
  return parts;
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
