import { useId, useState } from 'react';

import { isolated } from '../../chat/foreign-text';
import { FOR_GOOD } from '../../chat/texts';
import { Button } from '../../components/button';
import styles from '../../components/confirm-dialog.module.css';
import { Dialog } from '../../components/dialog';
import { RadioList } from '../../components/radio-list';
import type { Member } from '../../engine';
import { useUpdateMember } from './use-update-member';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DURATIONS = [
  { value: 'hour', label: '1 hour', ms: HOUR_MS },
  { value: 'hours', label: '8 hours', ms: 8 * HOUR_MS },
  { value: 'day', label: '1 day', ms: 24 * HOUR_MS },
  { value: 'week', label: '1 week', ms: 7 * 24 * HOUR_MS },
  { value: 'always', label: 'For good', ms: Infinity },
] as const;

type Duration = (typeof DURATIONS)[number]['value'];

interface MuteDialogProps {
  readonly member: Member;
  readonly name: string;
  readonly onDone: () => void;
}

export function MuteDialog({ member, name, onDone }: MuteDialogProps) {
  const formId = useId();
  const [chosen, setChosen] = useState<Duration>('hour');
  const update = useUpdateMember(member.conversationId, onDone);
  return (
    <Dialog
      title={`Mute ${isolated(name)}?`}
      size="sm"
      onClose={onDone}
      footer={
        <>
          <Button onClick={onDone}>Cancel</Button>
          <Button type="submit" form={formId} variant="danger" busy={update.isPending}>
            Mute
          </Button>
        </>
      }
    >
      <p className={styles.text}>
        {isolated(name)} will still be able to read here, but not to write, react, or pin messages.
      </p>
      <form
        id={formId}
        className={styles.choice}
        onSubmit={(event) => {
          event.preventDefault();
          if (update.isPending) return;
          update.mutate({ memberId: member.userId, mutedUntil: endOf(chosen, Date.now()) });
        }}
      >
        <RadioList
          label="For how long"
          options={DURATIONS}
          chosen={chosen}
          onChoose={(duration) => {
            update.reset();
            setChosen(duration);
          }}
        />
      </form>
      {update.error && (
        <p className={styles.problem} role="alert">
          {update.error.message}
        </p>
      )}
    </Dialog>
  );
}

/** At a full minute: that is what is shown of it. */
function endOf(duration: Duration, now: number): string {
  const ms = DURATIONS.find(({ value }) => value === duration)?.ms ?? HOUR_MS;
  if (ms === Infinity) return FOR_GOOD;
  return new Date(Math.ceil((now + ms) / MINUTE_MS) * MINUTE_MS).toISOString();
}
