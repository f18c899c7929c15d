/** In pixels, to what it belongs to and to the edges of the window. */
const GAP = 4;
const MARGIN = 8;

/**
 * Puts what lies over the page below an element, or above it where there is more room; within the
 * window in any case.
 */
export function placeBeside(panel: HTMLElement, anchor: Element): void {
  const { top, bottom, left, right } = anchor.getBoundingClientRect();
  // Until it is shown it has no size.
  panel.style.display = 'block';
  const { offsetWidth: width, offsetHeight: height } = panel;
  panel.style.display = '';
  const isRight = (left + right) / 2 > window.innerWidth / 2;
  const hasRoomBelow = window.innerHeight - bottom >= height + GAP + MARGIN;
  const isBelow = hasRoomBelow || window.innerHeight - bottom > top;
  const x = isRight ? right - width : left;
  const y = isBelow ? bottom + GAP : top - GAP - height;
  panel.style.left = `${within(x, window.innerWidth - width)}px`;
  panel.style.top = `${within(y, window.innerHeight - height)}px`;
}

function within(start: number, room: number): number {
  return Math.max(MARGIN, Math.min(start, room - MARGIN));
}
