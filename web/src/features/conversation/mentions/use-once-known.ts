import { useEffect, useRef } from 'react';

/**
 * Does what was asked for at once, or as soon as the members are known: whom a text mentions cannot be
 * told before, and Enter is not lost meanwhile.
 */
export function useOnceKnown(isLoading: boolean, act: () => void): () => void {
  const isDue = useRef(false);
  useEffect(() => {
    if (!isDue.current || isLoading) return;
    isDue.current = false;
    act();
  });
  return () => {
    if (isLoading) isDue.current = true;
    else act();
  };
}
