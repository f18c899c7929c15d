import { LogOut, UserPlus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';

import { useEngine } from '../../chat/chat-context';
import { may, type Role } from '../../chat/grants';
import { titleOf, useNames } from '../../chat/names';
import { useOpenConversation } from '../../chat/open-conversation';
import { memberCount } from '../../chat/texts';
import { useMembers } from '../../chat/use-members';
import { useNow } from '../../chat/use-now';
import { Avatar } from '../../components/avatar';
import { Button } from '../../components/button';
import { ErrorBar } from '../../components/error-bar';
import { IconButton } from '../../components/icon-button';
import type { ConversationState, Member } from '../../engine';
import styles from './details-pane.module.css';
import { AddPeopleDialog } from './add-people-dialog';
import { LeaveConversationDialog } from './leave-conversation-dialog';
import { type MemberAct, rolesBelow, rolesFor } from './member-acts';
import { MemberList } from './member-list';
import { MuteDialog } from './mute-dialog';
import { RemoveMemberDialog } from './remove-member-dialog';
import { EditableTitle } from './editable-title';
import { RoleDialog } from './role-dialog';
import { useUpdateMember } from './use-update-member';

type OpenDialog =
  | { readonly kind: 'add' | 'leave' }
  | { readonly kind: 'mute' | 'remove'; readonly member: Member }
  | {
      readonly kind: 'role' | 'step-down';
      readonly member: Member;
      /** To choose from, whatever this person may by the time they choose. */
      readonly roles: readonly Role[];
    };

/** The members of the conversation, and what can be changed about it. */
export default function DetailsPane() {
  const open = useOpenConversation();
  return open?.state.conversation ? <Details {...open} /> : null;
}

function Details({ state }: { readonly state: ConversationState }) {
  const { userId } = useEngine();
  const [, navigate] = useLocation();
  const nameOf = useNames();
  const { members, loading, retry } = useMembers(state);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const membersHeading = useRef<HTMLHeadingElement>(null);
  const unmuting = useUpdateMember(state.conversationId);
  const { conversation } = state;
  const now = useNow([conversation?.mutedUntil ?? null]);
  const here = `/c/${state.conversationId}`;
  const closeDialog = () => {
    setDialog(null);
    requestAnimationFrame(() => {
      // The menu that had the focus may be gone: nobody acts on somebody they made the owner.
      if (document.activeElement === document.body) membersHeading.current?.focus();
    });
  };
  if (!conversation) return null;

  const act = (kind: MemberAct, member: Member) => {
    switch (kind) {
      case 'unmute':
        unmuting.mutate({ memberId: member.userId, mutedUntil: null });
        break;
      case 'role':
        setDialog({ kind, member, roles: rolesFor(conversation, member, now) });
        break;
      case 'step-down':
        setDialog({ kind, member, roles: rolesBelow(conversation) });
        break;
      default:
        setDialog({ kind, member });
    }
  };

  const isGroup = conversation.kind === 'GROUP';
  const title = titleOf(conversation, nameOf);
  return (
    <aside
      className={styles.pane}
      aria-label="Details"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !dialog) navigate(here);
      }}
    >
      <header className={styles.header}>
        <h2 className={styles.heading}>Details</h2>
        <IconButton
          icon={X}
          label="Close details"
          onClick={() => {
            navigate(here);
          }}
        />
      </header>
      <div className={styles.body}>
        <div className={styles.identity}>
          <Avatar
            id={conversation.peerId ?? conversation.id}
            name={title}
            group={isGroup}
            size="lg"
          />
          {may('UPDATE_CONVERSATION', conversation, now) ? (
            <EditableTitle conversationId={conversation.id} title={title} />
          ) : (
            <p className={styles.title}>{title}</p>
          )}
          <p className={styles.since}>
            {isGroup ? memberCount(conversation.memberCount) : 'Direct message'} · Created{' '}
            <time dateTime={conversation.createdAt}>
              {new Date(conversation.createdAt).toLocaleDateString(undefined, {
                dateStyle: 'long',
              })}
            </time>
          </p>
        </div>
        <section className={styles.section} aria-labelledby="members-heading">
          <div className={styles.sectionHeader}>
            <h3 ref={membersHeading} id="members-heading" tabIndex={-1}>
              Members
            </h3>
            {may('ADD_MEMBERS', conversation, now) && (
              <Button
                variant="quiet"
                onClick={() => {
                  setDialog({ kind: 'add' });
                }}
              >
                <UserPlus size={18} aria-hidden /> Add people
              </Button>
            )}
          </div>
          {retry && (
            <p role="alert">
              Couldn’t load the members.{' '}
              <Button variant="quiet" onClick={retry}>
                Try again
              </Button>
            </p>
          )}
          {unmuting.error && (
            <ErrorBar message={unmuting.error.message} onDismiss={unmuting.reset} />
          )}
          <MemberList
            members={members}
            loading={loading}
            currentUserId={userId}
            standing={conversation}
            nameOf={nameOf}
            onAct={act}
          />
        </section>
        <Button
          variant="danger"
          fullWidth
          onClick={() => {
            setDialog({ kind: 'leave' });
          }}
        >
          <LogOut size={18} aria-hidden /> Leave conversation
        </Button>
      </div>
      {dialog?.kind === 'add' && (
        <AddPeopleDialog conversationId={conversation.id} members={members} onDone={closeDialog} />
      )}
      {dialog?.kind === 'remove' && (
        <RemoveMemberDialog
          conversationId={conversation.id}
          memberId={dialog.member.userId}
          name={nameOf(dialog.member.userId)}
          onDone={closeDialog}
        />
      )}
      {dialog?.kind === 'mute' && (
        <MuteDialog
          member={dialog.member}
          name={nameOf(dialog.member.userId)}
          onDone={closeDialog}
        />
      )}
      {(dialog?.kind === 'role' || dialog?.kind === 'step-down') && (
        <RoleDialog
          member={dialog.member}
          name={nameOf(dialog.member.userId)}
          roles={dialog.roles}
          isOwn={dialog.kind === 'step-down'}
          onDone={closeDialog}
        />
      )}
      {dialog?.kind === 'leave' && (
        <LeaveConversationDialog
          conversation={conversation}
          members={members}
          title={title}
          nameOf={nameOf}
          onDone={closeDialog}
        />
      )}
    </aside>
  );
}
