/** On a phone Enter makes a new line, as everywhere there, and the keyboard waits for a tap. */
export function hasKeyboard(): boolean {
  return window.matchMedia('(hover: hover) and (pointer: fine)').matches;
}
