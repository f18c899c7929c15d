import { useEffect, useRef } from 'react';

import type { ConversationState, OpenConversation } from '../../../engine';

/** What is being answered survives a reload, as what is being typed does. */
export function useAnswering(
  userId: string,
  conversation: OpenConversation,
  answering: ConversationState['answering'],
): void {
  const key = `answering:${userId}:${conversation.conversationId}`;
  const isRestored = useRef(false);
  const seq = answering?.seq ?? null;
  useEffect(() => {
    const kept = sessionStorage.getItem(key);
    if (!isRestored.current && seq === null && kept !== null) conversation.answer(Number(kept));
    else if (seq === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, String(seq));
    isRestored.current = true;
  }, [key, conversation, seq]);
}
