import type { Amendment, OpenTalk } from '../../../engine';
import { Refusal, type Way } from './refusal';

interface AmendmentRefusalProps {
  readonly amendment: Amendment;
  /** The message has been deleted meanwhile. */
  readonly isGone: boolean;
  readonly onEdit: (text: string) => void;
  readonly onCopy: (text: string) => void;
  readonly talk: OpenTalk;
}

/** Which change to a message the server did not make, why, and what the person wrote. */
export function AmendmentRefusal({
  amendment,
  isGone,
  onEdit,
  onCopy,
  talk,
}: AmendmentRefusalProps) {
  const { id, reason } = amendment;
  const text = 'body' in amendment ? amendment.body : null;

  function again(): readonly Way[] {
    if (text !== null) {
      const [label, act] = isGone ? ['Copy text', onCopy] : ['Edit again', onEdit];
      const onSelect = () => {
        act(text);
      };
      return [{ label, onSelect }];
    }
    const canRetry = 'body' in amendment || !isGone;
    const onSelect = () => {
      talk.retryAmendment(id);
    };
    return canRetry ? [{ label: 'Try again', onSelect }] : [];
  }

  const dismiss = {
    label: 'Dismiss',
    onSelect: () => {
      talk.dismissAmendment(id);
    },
  };
  return (
    <Refusal
      what={`${whatOf(amendment)} ${reason?.message ?? ''}`}
      kept={text}
      ways={[...again(), dismiss]}
    />
  );
}

function whatOf(amendment: Amendment): string {
  if ('body' in amendment) return amendment.body === null ? 'Not deleted.' : 'Not saved.';
  if ('isPinned' in amendment) return amendment.isPinned ? 'Not pinned.' : 'Not unpinned.';
  const { emoji, isAdded } = amendment;
  return `${emoji} ${isAdded ? 'not added.' : 'not taken away.'}`;
}
