/**
 * Whether a key belongs to an input method, which makes words of what is typed. Of the key that ends
 * a composition Safari tells by the code 229 alone (WebKit bug 165004).
 */
export function isComposing(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else says it there
  return event.isComposing || event.keyCode === 229;
}
