import { Fragment } from 'react';

const LINK = /https?:\/\/[^\s<>"'“”‘’]+/giu;
const TRAILING = /[.,;:!?)\]}…]+$/u;

/** What a person wrote, as text; only http and https addresses become links. */
export function LinkedText({ text }: { readonly text: string }) {
  return partsOf(text).map(({ kind, value }, index) =>
    kind === 'link' ? (
      <a key={index} href={value} target="_blank" rel="noopener noreferrer nofollow ugc">
        {value}
      </a>
    ) : (
      <Fragment key={index}>{value}</Fragment>
    ),
  );
}

interface Part {
  readonly kind: 'text' | 'link';
  readonly value: string;
}

/** The whole text again when put together. A full stop after an address is not part of it. */
export function partsOf(text: string): Part[] {
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

/** Keeps the bracket of an address such as `…/Rust_(programming_language)`. */
function trimmed(address: string): string {
  const ending = TRAILING.exec(address)?.[0] ?? '';
  if (ending === ')' && address.includes('(')) return address;
  return address.slice(0, address.length - ending.length);
}
