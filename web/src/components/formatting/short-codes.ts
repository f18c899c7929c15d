/** Emoji by their names on GitHub, as `tada`. A chunk of its own, for texts that have such names. */
import names from 'emojibase-data/en/shortcodes/github.json';

const EMOJI_STYLE = '\ufe0f';

export const emojiByName: ReadonlyMap<string, string> = new Map(
  Object.entries(names as Record<string, string | readonly string[]>).flatMap(([code, named]) =>
    [named].flat().map((name) => [name, emojiOf(code)] as const),
  ),
);

/** Of its code points, as `1F468-200D-1F33E`. Some would be black and white if nothing asked for colour. */
function emojiOf(code: string): string {
  const emoji = String.fromCodePoint(...code.split('-').map((point) => parseInt(point, 16)));
  const isPlain = /^\p{Emoji}$/u.test(emoji) && !/^\p{Emoji_Presentation}$/u.test(emoji);
  return isPlain ? emoji + EMOJI_STYLE : emoji;
}
