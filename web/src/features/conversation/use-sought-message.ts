import { useEffect, useState } from 'react';
import { useLocation, useRoute } from 'wouter';

import { numberIn, placeAddress } from '../../chat/addresses';
import type { Place } from '../../engine';

interface SoughtMessage {
  /** The number of a message to go to; null for none. */
  readonly soughtSeq: number | null;
  readonly seek: (seq: number) => void;
  /** It is being gone to. */
  readonly found: () => void;
}

/**
 * Also the one that the address leads to, as `/c/<conversation>/<seq>` or
 * `/c/<conversation>/thread/<root>/<seq>`: from then on, to the conversation or the thread.
 */
export function useSoughtMessage(place: Place): SoughtMessage {
  const [soughtSeq, setSoughtSeq] = useState<number | null>(null);
  const [, message] = useRoute('/c/:id/:seq');
  const [, reply] = useRoute('/c/:id/thread/:root/:seq');
  const [, navigate] = useLocation();
  const linked = numberIn((place.rootSeq === null ? message : reply)?.seq);
  const here = placeAddress(place);

  useEffect(() => {
    if (linked === null) return;
    // Once: whoever reloads later is where they are then.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setSoughtSeq(linked);
    navigate(here, { replace: true });
  }, [linked, here, navigate]);

  return {
    soughtSeq,
    seek: setSoughtSeq,
    found: () => {
      setSoughtSeq(null);
    },
  };
}
