import { LogOut, UserPlus, X } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';

import { useEngine } from '../../chat/chat-context';
import { may } from '../../chat/grants';
import { titleOf, useNames } from '../../chat/names';
import { useOpenConversation } from '../../chat/open-conversation';
import { memberCount } from '../../chat/texts';
import { useMembers } from '../../chat/use-members';
import { Avatar } from '../../components/avatar';
import { Button } from '../../components/button';
import { IconButton } from '../../components/icon-button';
import type { ConversationState } from '../../engine';
import styles from './details-pane.module.css';
import { AddPeopleDialog } from './add-people-dialog';
import { LeaveConversationDialog } from './leave-conversation-dialog';
import { MemberList } from './member-list';
import { RemoveMemberDialog } from './remove-member-dialog';
import { EditableTitle } from './editable-title';

type OpenDialog =
  { readonly kind: 'add' | 'leave' } | { readonly kind: 'remove'; readonly id: string };

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
  const { conversation } = state;
  const here = `/c/${state.conversationId}`;
  const closeDialog = () => {
    setDialog(null);
  };
  if (!conversation) return null;

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
          {may('UPDATE_CONVERSATION', conversation) ? (
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
            <h3 id="members-heading">Members</h3>
            {may('ADD_MEMBERS', conversation) && (
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
          <MemberList
            members={members}
            loading={loading}
            currentUserId={userId}
            nameOf={nameOf}
            onRemove={
              may('REMOVE_MEMBERS', conversation)
                ? (id) => {
                    setDialog({ kind: 'remove', id });
                  }
                : undefined
            }
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
          memberId={dialog.id}
          name={nameOf(dialog.id)}
          onDone={closeDialog}
        />
      )}
      {dialog?.kind === 'leave' && (
        <LeaveConversationDialog conversation={conversation} title={title} onDone={closeDialog} />
      )}
    </aside>
  );
}
