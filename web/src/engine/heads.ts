/** Looks where all conversations stand: what subscriptions may have failed to say. */
import type { Head } from './model';
import type { Transport } from './transport';

/** The most that one call takes. */
const AT_ONCE = 100;

export interface HeadsParts {
  readonly transport: Pick<Transport, 'heads'>;
  readonly conversationIds: () => readonly string[];
  /** null: the person is not in it. */
  readonly onHead: (conversationId: string, head: Head | null) => void;
}

/**
 * Asks even where there are no conversations: the answer says that the server is there. All calls go
 * out together, for whoever waits gives up after seconds, however many conversations there are.
 */
export async function lookAtHeads({
  transport,
  conversationIds,
  onHead,
}: HeadsParts): Promise<void> {
  const ids = conversationIds();
  const calls = Array.from({ length: Math.max(1, Math.ceil(ids.length / AT_ONCE)) }, (_, call) =>
    look(ids.slice(call * AT_ONCE, (call + 1) * AT_ONCE)),
  );
  await Promise.all(calls);

  async function look(some: readonly string[]): Promise<void> {
    const heads = await transport.heads(some);
    some.forEach((id, index) => {
      onHead(id, heads[index] ?? null);
    });
  }
}
