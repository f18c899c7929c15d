/** What messages answer: as it came with them, or as it was asked for, in its latest state. Pure. */
import { laterState, ofLeaves } from './message-state';
import type { Message, Quotation } from './model';

/** The most that are kept. */
const MAX_ORIGINALS = 1_000;

/** By number; null for what the person may not read. */
export type Originals = ReadonlyMap<number, Message | null>;

/** Where a message may be known from. */
interface Known {
  readonly messages: ReadonlyMap<number, Message>;
  readonly aside: ReadonlyMap<number, Message>;
  readonly originals: Originals;
}

/** With what came along with messages that were asked for. In those that were published there is none. */
export function withQuoted(originals: Originals, messages: readonly Message[]): Originals {
  return messages.reduce(
    (all, { replyTo, quoted }) =>
      // An answer of a table that was restored may lack the field.
      typeof replyTo === 'number'
        ? withOriginal(all, replyTo, quoted ? ofLeaves(quoted) : null)
        : all,
    originals,
  );
}

/** Null: there is nothing that the person may read. What they have read before stays. */
export function withOriginal(
  originals: Originals,
  seq: number,
  message: Message | null,
): Originals {
  const known = originals.get(seq);
  const latest = known && message ? laterState(known, message) : (message ?? known ?? null);
  if (latest === known) return originals;
  const all = new Map(originals);
  // To the end, where the newest are.
  all.delete(seq);
  all.set(seq, latest);
  return new Map([...all].slice(-MAX_ORIGINALS));
}

/** The latest that is known of what a message answers. */
export function quotationOf(seq: number, { messages, aside, originals }: Known): Quotation {
  const told = originals.get(seq);
  const states = [messages.get(seq), aside.get(seq), told].flatMap((state) => state ?? []);
  const [first, ...others] = states;
  if (first) return { seq, original: others.reduce(laterState, first) };
  return { seq, original: told === null ? 'unreadable' : 'unknown' };
}
