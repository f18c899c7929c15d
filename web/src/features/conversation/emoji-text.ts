const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const MOST = 4;
const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Whether a message is nothing but a few emoji, which are then shown large. */
export function isOnlyEmoji(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > MOST * 16) return false;
  const graphemes = [...letters.segment(trimmed)].map(({ segment }) => segment);
  return graphemes.length <= MOST && graphemes.every((grapheme) => PICTURE.test(grapheme));
}
