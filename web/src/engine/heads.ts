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

/** Asks even where there are no conversations: the answer says that the server is there. */
export async function lookAtHeads({
  transport,
  conversationIds,
  onHead,
}: HeadsParts): Promise<void> {
  const ids = conversationIds();
  for (let start = 0; start === 0 || start < ids.length; start += AT_ONCE) {
    const some = ids.slice(start, start + AT_ONCE);
    const heads = await transport.heads(some);
    some.forEach((id, index) => {
      onHead(id, heads[index] ?? null);
    });
  }
}
