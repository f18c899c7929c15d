import { useRef, useState } from 'react';

import { forwardMessage } from '../../../chat/api';
import { useEngine } from '../../../chat/chat-context';
import { ChatError, type Message } from '../../../engine';

export type Outcome = 'sending' | 'sent' | { readonly error: string };

export interface Forwarding {
  /** By conversation id. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly isSending: boolean;
  /** Sends it to those of these that do not have it. */
  readonly forwardTo: (conversationIds: readonly string[]) => void;
}

/**
 * Sends a message on to several conversations, and says of each what became of it. A failed one is
 * sent again under its id: an earlier attempt may have arrived after all.
 */
export function useForwarding(message: Message): Forwarding {
  const engine = useEngine();
  const ids = useRef(new Map<string, string>());
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());

  function note(to: string, outcome: Outcome) {
    setOutcomes((before) => new Map(before).set(to, outcome));
  }

  async function forward(to: string) {
    const id = ids.current.get(to) ?? crypto.randomUUID();
    ids.current.set(to, id);
    note(to, 'sending');
    try {
      engine.receive(await forwardMessage(to, message, id));
      note(to, 'sent');
    } catch (failure) {
      note(to, { error: failure instanceof ChatError ? failure.message : 'Something went wrong.' });
    }
  }

  return {
    outcomes,
    isSending: [...outcomes.values()].includes('sending'),
    forwardTo: (conversationIds) => {
      for (const to of conversationIds) {
        const outcome = outcomes.get(to);
        if (outcome !== 'sent' && outcome !== 'sending') void forward(to);
      }
    },
  };
}
