const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const MAX_EMOJI = 4;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Whether a message is nothing but a few emoji, which are then shown large. */
export function isOnlyEmoji(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > MAX_EMOJI * 16) return false;
  const graphemes = [...segmenter.segment(trimmed)].map(({ segment }) => segment);
  return graphemes.length <= MAX_EMOJI && graphemes.every((grapheme) => EMOJI.test(grapheme));
}
