/** What an avatar shows: initials, and a colour that never changes. */

/** Degrees between two colours: as many as the eye still tells apart. */
const STEP = 20;

/** Degrees on the colour circle; the same for the same id, everywhere and always. */
export function hueOf(id: string): number {
  let hash = 0x811c9dc5;
  for (const character of id) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return ((hash >>> 0) % (360 / STEP)) * STEP;
}

/** What tells people of one name apart, as in “Robin (@robin)”, is no part of it. */
const USERNAME = / \(@[^()]*\)$/u;

/** One or two letters: of the first and the last word, whatever the script. */
export function initialsOf(name: string): string {
  const words = name
    .replace(USERNAME, '')
    .split(/[\s._-]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words[0];
  if (first === undefined) return '';
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  return (initial(first) + initial(last)).toLocaleUpperCase();
}

function initial(word: string): string {
  return /[\p{L}\p{N}]\p{M}*/u.exec(word)?.[0] ?? '';
}
