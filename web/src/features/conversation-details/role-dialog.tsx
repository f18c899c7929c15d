import { useId, useState } from 'react';

import { isolated } from '../../chat/foreign-text';
import type { Role } from '../../chat/grants';
import { Button } from '../../components/button';
import styles from '../../components/confirm-dialog.module.css';
import { Dialog } from '../../components/dialog';
import { RadioList } from '../../components/radio-list';
import type { Member } from '../../engine';
import { ROLE_HINTS, ROLE_NAMES } from './roles';
import { useUpdateMember } from './use-update-member';

interface RoleDialogProps {
  readonly member: Member;
  readonly name: string;
  /** Those that may be given. */
  readonly roles: readonly Role[];
  /** The person steps down themselves. */
  readonly isOwn: boolean;
  readonly onDone: () => void;
}

export function RoleDialog({ member, name, roles, isOwn, onDone }: RoleDialogProps) {
  const formId = useId();
  const [chosen, setChosen] = useState<Role>(isOwn ? 'MEMBER' : member.role);
  const update = useUpdateMember(member.conversationId, onDone);
  const isOwner = chosen === 'OWNER';
  return (
    <Dialog
      title={isOwn ? 'Step down?' : `Role of ${isolated(name)}`}
      size="sm"
      onClose={onDone}
      footer={
        <>
          <Button onClick={onDone}>Cancel</Button>
          <Button
            type="submit"
            form={formId}
            variant={isOwner || isOwn ? 'danger' : 'primary'}
            busy={update.isPending}
            disabled={chosen === member.role}
          >
            {isOwn ? 'Step down' : isOwner ? 'Make owner' : 'Save'}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          if (!update.isPending) update.mutate({ memberId: member.userId, role: chosen });
        }}
      >
        <RadioList
          label="Role"
          options={roles.map((role) => ({
            value: role,
            label: ROLE_NAMES[role],
            hint: ROLE_HINTS[role],
          }))}
          chosen={chosen}
          onChoose={(role) => {
            update.reset();
            setChosen(role);
          }}
        />
      </form>
      {isOwn && (
        <p className={styles.warning}>Only someone with a higher role can give you yours back.</p>
      )}
      {isOwner && (
        <p className={styles.warning} role="status">
          You will become an admin. Only the new owner can make you the owner again.
        </p>
      )}
      {update.error && (
        <p className={styles.problem} role="alert">
          {update.error.message}
        </p>
      )}
    </Dialog>
  );
}
