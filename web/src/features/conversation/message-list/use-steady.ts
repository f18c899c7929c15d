import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * The same function at every rendering, which does what the last one that was given does: rows that
 * get it need not be rendered again.
 */
export function useSteady<Args extends readonly unknown[]>(
  act: (...args: Args) => void,
): (...args: Args) => void {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: Args) => {
    latest.current(...args);
  }, []);
}
