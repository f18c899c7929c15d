/** Finds the mentions in what a person wrote: an @, and the username of somebody who may be meant. */

/** Not that of an e-mail address: something stands in front of it. */
const AT = /(?<![\p{L}\p{M}\p{N}_])@(?=\S)/gu;
const WORD = /^[\p{L}\p{M}\p{N}_]/u;

/** Somebody who is mentioned, as they are shown. */
export interface Mentioned {
  readonly username: string;
  readonly name: string;
  /** Whether it is the reader. */
  readonly isReader: boolean;
}

export interface TextPart {
  readonly text: string;
  /** The username, as it is and not as it was typed, if it is a mention. */
  readonly username?: string;
}

/** The whole text again when put together. Of several usernames the longest that ends there counts. */
export function splitMentions(text: string, usernames: Iterable<string>): readonly TextPart[] {
  const known = new Map([...usernames].map((each) => [each.toLowerCase(), each]));
  const lengths = [...new Set([...known.keys()].map(({ length }) => length))].sort((a, b) => b - a);
  const parts: TextPart[] = [];
  let last = 0;
  for (const { index } of known.size > 0 ? text.matchAll(AT) : []) {
    const begin = index + 1;
    const length = lengths.find(
      (each) =>
        known.has(text.slice(begin, begin + each).toLowerCase()) &&
        !WORD.test(text.slice(begin + each, begin + each + 2)),
    );
    if (length === undefined || index < last) continue;
    if (index > last) parts.push({ text: text.slice(last, index) });
    last = begin + length;
    const typed = text.slice(begin, last);
    parts.push({ text: `@${typed}`, username: known.get(typed.toLowerCase()) ?? typed });
  }
  if (last < text.length) parts.push({ text: text.slice(last) });
  return parts;
}
