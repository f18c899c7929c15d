/** Who has read how far, for the marks beside one's own messages. */

/** For each number, the readers for whom a message with it is the last one read. */
export function readersBySeq(
  seqs: readonly number[],
  readers: ReadonlyMap<string, number>,
): ReadonlyMap<number, readonly string[]> {
  const bySeq = new Map<number, string[]>();
  for (const [userId, readSeq] of readers) {
    const seq = lastUpTo(seqs, readSeq);
    if (seq === null) continue;
    const there = bySeq.get(seq);
    if (there) there.push(userId);
    else bySeq.set(seq, [userId]);
  }
  return bySeq;
}

/** Whether all of the others, of whom there is at least one, have read it. */
export function isReadByAll(seq: number, readers: ReadonlyMap<string, number>): boolean {
  if (readers.size === 0) return false;
  return [...readers.values()].every((readSeq) => readSeq >= seq);
}

/** seqs ascend. Null when even the first is beyond. */
function lastUpTo(seqs: readonly number[], limit: number): number | null {
  let [low, high] = [0, seqs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((seqs[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return seqs[low - 1] ?? null;
}
