import { useEffect, useRef } from 'react';

import { placeKey } from '../../../chat/place-key';
import type { OpenTalk, TalkState } from '../../../engine';

/** What is being answered survives a reload, as what is being typed does. */
export function useAnswering(
  userId: string,
  talk: OpenTalk,
  answering: TalkState['answering'],
): void {
  const key = `answering:${userId}:${placeKey(talk)}`;
  const isRestored = useRef(false);
  const seq = answering?.seq ?? null;
  useEffect(() => {
    const kept = sessionStorage.getItem(key);
    if (!isRestored.current && seq === null && kept !== null) talk.answer(Number(kept));
    else if (seq === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, String(seq));
    isRestored.current = true;
  }, [key, talk, seq]);
}
