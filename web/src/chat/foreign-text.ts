/**
 * What others wrote, among our own words. The server refuses what hides or forges; this holds for
 * whatever a server says. In an element of its own a text needs `dir="auto"` instead.
 */

/** Bidirectional controls, and what C0 and C1 control. */
const CONTROLS = /[\p{Bidi_Control}\p{Cc}]/gu;
/** Scripts that are written from right to left: the blocks that Unicode keeps for them. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** A name or a title without what could not be seen. */
export function plainName(text: string): string {
  return text.replace(CONTROLS, '');
}

/** A text that changes the direction of nothing around it. */
export function isolated(text: string): string {
  const plain = text.replace(/\n/g, ' ').replace(CONTROLS, '');
  return RIGHT_TO_LEFT.test(plain) ? FIRST_STRONG_ISOLATE + plain + POP_ISOLATE : plain;
}
