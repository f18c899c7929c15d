/** The open conversation, for the panes that show it and for its row in the inbox. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

import type { ConversationState, OpenConversation, Readable } from '../engine';
import { useEngine, useReadable } from './chat-context';

const Context = createContext<OpenConversation | null>(null);
const NOTHING: Readable<null> = { subscribe: () => () => undefined, getSnapshot: () => null };

interface ProviderProps {
  readonly conversationId: string | undefined;
  readonly children: ReactNode;
}

export function OpenConversationProvider({ conversationId, children }: ProviderProps) {
  const engine = useEngine();
  const [opened, setOpened] = useState<OpenConversation | null>(null);

  useEffect(() => {
    if (conversationId === undefined) return undefined;
    const conversation = engine.open(conversationId);
    // Opening starts subscriptions, so it cannot happen while rendering.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setOpened(conversation);
    return () => {
      conversation.close();
    };
  }, [engine, conversationId]);

  const current = opened?.conversationId === conversationId ? opened : null;
  return <Context value={current}>{children}</Context>;
}

/** Null while none is open. */
export function useOpenConversation(): {
  readonly conversation: OpenConversation;
  readonly state: ConversationState;
} | null {
  const conversation = useContext(Context);
  const state = useReadable<ConversationState | null>(conversation ?? NOTHING);
  return conversation && state && { conversation, state };
}
