/** Asks for the heads of all conversations: they tell what subscriptions have missed. */
import type { Head } from './model';
import type { Transport } from './transport';

/** The most that one call takes. */
const BATCH_SIZE = 100;

export interface PollHeadsOptions {
  readonly transport: Pick<Transport, 'heads'>;
  readonly conversationIds: () => readonly string[];
  /** null: the person is not in it. */
  readonly onHead: (conversationId: string, head: Head | null) => void;
}

/**
 * Asks even if there are no conversations: any answer shows that the server is reachable. All calls are
 * made at once, since the caller's timeout is the same for any number of conversations.
 */
export async function pollHeads({
  transport,
  conversationIds,
  onHead,
}: PollHeadsOptions): Promise<void> {
  const ids = conversationIds();
  const calls = Array.from({ length: Math.max(1, Math.ceil(ids.length / BATCH_SIZE)) }, (_, call) =>
    poll(ids.slice(call * BATCH_SIZE, (call + 1) * BATCH_SIZE)),
  );
  await Promise.all(calls);

  async function poll(some: readonly string[]): Promise<void> {
    const heads = await transport.heads(some);
    some.forEach((id, index) => {
      onHead(id, heads[index] ?? null);
    });
  }
}
