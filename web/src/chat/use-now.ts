import { useEffect, useState } from 'react';

/** A device that slept counts none of that time. */
const LOOK_AGAIN_MS = 60_000;

/**
 * The time in milliseconds since 1970, known anew when one of these moments comes: what lasts until
 * then ends on the screen too.
 */
export function useNow(moments: readonly (string | null)[]): number {
  const [now, setNow] = useState(() => Date.now());
  const ahead = moments
    .flatMap((at) => (at === null ? [] : Date.parse(at)))
    .filter((at) => at > now);
  const next = Math.min(...ahead);

  useEffect(() => {
    if (next === Infinity) return undefined;
    const wait = Math.max(0, Math.min(next - Date.now(), LOOK_AGAIN_MS));
    const timer = setTimeout(() => {
      setNow(Date.now());
    }, wait);
    return () => {
      clearTimeout(timer);
    };
  }, [next, now]);

  return now;
}
