/** Finds the web and e-mail addresses in what a person wrote, as GitHub's Markdown does. */

/** Up to where the words of a link end, and its address begins: `](`. */
const WEB = /(?:https?:\/\/|(?<![\p{L}\p{N}._/@-])www\.)(?:(?!\]\()[^\s<>"'“”‘’])+/u;
const EMAIL =
  /(?<![\p{L}\p{N}.+_-])[\w.+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+(?<!-)/u;
const ADDRESS = new RegExp(`${WEB.source}|${EMAIL.source}`, 'giu');
/** Marks of formatting around an address, too. */
const PUNCTUATION = '.,;:!?…*_~`';
/** By the closing one, the one that opens. */
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** What a link to elsewhere has: that page learns nothing of this one, and does not replace it. */
export const EXTERNAL = { target: '_blank', rel: 'noopener noreferrer nofollow ugc' } as const;

export interface Part {
  readonly text: string;
  /** Where it leads, if it is an address. */
  readonly href?: string;
}

export interface Address {
  readonly text: string;
  readonly href: string;
  /** Where it begins and ends in the text. */
  readonly start: number;
  readonly end: number;
}

/** In their order. A full stop after an address is not part of it. */
export function findAddresses(text: string): Address[] {
  return [...text.matchAll(ADDRESS)].flatMap((match) => {
    const address = trimmed(match[0]);
    const href = target(address);
    if (!URL.canParse(href)) return [];
    return { text: address, href, start: match.index, end: match.index + address.length };
  });
}

/** The whole text again when put together. */
export function splitLinks(text: string): Part[] {
  const parts: Part[] = [];
  let last = 0;
  for (const { text: address, href, start, end } of findAddresses(text)) {
    if (start > last) parts.push({ text: text.slice(last, start) });
    parts.push({ text: address, href });
    last = end;
  }
  if (last < text.length) parts.push({ text: text.slice(last) });
  return parts;
}

/** Where an address leads that is nothing else, `mailto:` included; null if it is none. */
export function hrefOf(text: string): string | null {
  if (/^mailto:[^\s]+@/iu.test(text)) return text;
  const [only] = findAddresses(text);
  return only?.text === text ? only.href : null;
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
