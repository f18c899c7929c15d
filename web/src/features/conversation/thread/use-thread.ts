import { useEffect, useState } from 'react';

import { useReadable } from '../../../chat/chat-context';
import type { OpenConversation, OpenTalk, Readable, ThreadState } from '../../../engine';

const NOTHING: Readable<null> = { subscribe: () => () => undefined, getSnapshot: () => null };

interface ShownThread {
  readonly thread: OpenTalk<ThreadState>;
  readonly state: ThreadState;
}

/** The thread that hangs on a message, as long as it is shown; null until it is open. */
export function useThread(conversation: OpenConversation, rootSeq: number): ShownThread | null {
  const [opened, setOpened] = useState<OpenTalk<ThreadState> | null>(null);

  useEffect(() => {
    const thread = conversation.openThread(rootSeq);
    // Opening asks for its replies, so it cannot happen while rendering.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setOpened(thread);
    return () => {
      thread.close();
    };
  }, [conversation, rootSeq]);

  const thread = opened?.rootSeq === rootSeq ? opened : null;
  const state = useReadable<ThreadState | null>(thread ?? NOTHING);
  return thread && state && { thread, state };
}
