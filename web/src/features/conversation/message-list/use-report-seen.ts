import { useEffect } from 'react';

import type { OpenTalk } from '../../../engine';

/**
 * Tells the engine which messages the person has seen: those in view while the window has the
 * focus.
 */
export function useReportSeen(talk: OpenTalk, seq: number | null): void {
  useEffect(() => {
    if (seq === null) return undefined;
    const tell = () => {
      if (document.visibilityState === 'visible' && document.hasFocus()) talk.seen(seq);
    };
    tell();
    window.addEventListener('focus', tell);
    document.addEventListener('visibilitychange', tell);
    return () => {
      window.removeEventListener('focus', tell);
      document.removeEventListener('visibilitychange', tell);
    };
  }, [talk, seq]);
}
