import { type RefObject, useEffect } from 'react';

/** Keeps the end in view when a keyboard, a long draft or a banner takes room from the list. */
export function useStickToBottom(
  scroller: RefObject<HTMLElement | null>,
  atEnd: boolean,
  toEnd: () => void,
): void {
  useEffect(() => {
    const list = scroller.current;
    if (!list || !atEnd) return undefined;
    let height = list.clientHeight;
    const observer = new ResizeObserver(() => {
      if (list.clientHeight === height) return;
      height = list.clientHeight;
      toEnd();
    });
    observer.observe(list);
    return () => {
      observer.disconnect();
    };
  }, [scroller, atEnd, toEnd]);
}
