/** A pair of marks, the beginning of a link's address, or the name of an emoji. */
const WITHIN_A_LINE = /\*[^]*\*|_[^]*_|~~[^]*~~|`[^]*`|\]\(|:[\w+-]+:/u;
/** A quotation, a code block or a list, where a line begins. */
const AT_A_LINE = /^[ \t]*(?:>|```|~~~|(?:[-+*]|\d{1,9}[.)])[ \t]+\S)/mu;

/** Whether a text may look otherwise than it was typed: most do not, and need nothing to be loaded. */
export function mayHaveMarkup(text: string): boolean {
  return WITHIN_A_LINE.test(text) || AT_A_LINE.test(text);
}

/** The name of an emoji, between colons. */
export const SHORT_CODE = /:([\w+-]+):/gu;
