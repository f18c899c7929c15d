import { useState } from 'react';

import { isMuted, may, type Standing } from '../../../chat/grants';
import { mutedText } from '../../../chat/texts';
import { useNow } from '../../../chat/use-now';
import { ClosedNote } from './closed-note';
import { Composer, type ComposerProps } from './composer';

interface WritingPlaceProps extends Omit<ComposerProps, 'takesFocus'> {
  /** How the person stands there, as far as is known. */
  readonly standing: Standing | null;
}

/** The composer; where the person may not write now, why. */
export function WritingPlace({ standing, ...props }: WritingPlaceProps) {
  const now = useNow([standing?.mutedUntil ?? null]);
  const [wasClosed, setWasClosed] = useState(false);
  const isClosed = standing !== null && !may('SEND_MESSAGES', standing, now);
  if (isClosed && !wasClosed) setWasClosed(true);
  // What comes back by itself takes the focus from nothing.
  if (!isClosed) return <Composer {...props} takesFocus={!wasClosed} />;
  return <ClosedNote>{whyClosed(standing, now)}</ClosedNote>;
}

function whyClosed(standing: Standing, now: number): string {
  const { mutedUntil, role } = standing;
  if (role === 'READER') return 'You are a reader here. Only members and above may write.';
  return mutedUntil !== null && isMuted(standing, now)
    ? `You are muted ${mutedText(mutedUntil, now)}.`
    : 'You may not write here.';
}
