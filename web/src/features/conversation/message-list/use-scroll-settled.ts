import { type RefObject, useEffect, useState } from 'react';

/** Frames without movement after which a list counts as placed. */
const STILL_FRAMES = 3;

/**
 * Whether the list has come to rest where it was first placed. The virtualiser gets there over several
 * frames, while it measures rows: history that is put in front meanwhile would lead it astray.
 */
export function useScrollSettled(
  scroller: RefObject<HTMLElement | null>,
  isFilled: boolean,
): boolean {
  const [isSettled, setIsSettled] = useState(false);
  useEffect(() => {
    if (!isFilled || isSettled) return;
    let still = 0;
    let place = -1;
    let frame = requestAnimationFrame(look);
    function look() {
      const top = scroller.current?.scrollTop ?? 0;
      still = top === place ? still + 1 : 0;
      place = top;
      if (still >= STILL_FRAMES) setIsSettled(true);
      else frame = requestAnimationFrame(look);
    }
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [scroller, isFilled, isSettled]);
  return isSettled;
}
