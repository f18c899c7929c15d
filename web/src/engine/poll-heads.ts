/** Looks where all conversations stand: what subscriptions may have failed to say. */
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
 * Asks even where there are no conversations: the answer says that the server is there. All calls go
 * out together, for whoever waits gives up after seconds, however many conversations there are.
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
