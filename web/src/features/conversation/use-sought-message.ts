import { useEffect, useState } from 'react';
import { useLocation, useRoute } from 'wouter';

interface SoughtMessage {
  /** The number of a message to go to; null for none. */
  readonly soughtSeq: number | null;
  readonly seek: (seq: number) => void;
  /** It is being gone to. */
  readonly found: () => void;
}

/** Also the one that the address leads to, as `/c/<conversation>/<seq>`: from then on, to the conversation. */
export function useSoughtMessage(conversationId: string): SoughtMessage {
  const [soughtSeq, setSoughtSeq] = useState<number | null>(null);
  const [, params] = useRoute('/c/:id/:seq');
  const [, navigate] = useLocation();
  const linked = /^[1-9]\d{0,11}$/u.test(params?.seq ?? '') ? Number(params?.seq) : null;

  useEffect(() => {
    if (linked === null) return;
    // Once: whoever reloads later is where they are then.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setSoughtSeq(linked);
    navigate(`/c/${conversationId}`, { replace: true });
  }, [linked, conversationId, navigate]);

  return {
    soughtSeq,
    seek: setSoughtSeq,
    found: () => {
      setSoughtSeq(null);
    },
  };
}
