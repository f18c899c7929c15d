const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/**
 * How long to wait before the next attempt: doubling from 1 s to 30 s, and between half of that and
 * all of it, so that clients that failed together do not come back together.
 *
 * failures: in a row, 1 or more.  random: from 0 up to 1.
 */
export function backoffMs(failures: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return ceiling * (0.5 + random() / 2);
}
