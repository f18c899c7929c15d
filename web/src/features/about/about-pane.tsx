import { LogOut, UserPlus, X } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';

import { useEngine } from '../../chat/chat-context';
import { titleOf, useNames } from '../../chat/names';
import { useOpenConversation } from '../../chat/open-conversation';
import { memberCount } from '../../chat/sentences';
import { Avatar } from '../../components/avatar';
import { Button } from '../../components/button';
import { IconButton } from '../../components/icon-button';
import type { ConversationState } from '../../engine';
import styles from './about-pane.module.css';
import { AddPeopleDialog } from './add-people-dialog';
import { LeaveDialog } from './leave-dialog';
import { MemberList } from './member-list';
import { RemoveDialog } from './remove-dialog';
import { Rename } from './rename';
import { useMembers } from './use-members';

type Asking = { readonly what: 'add' | 'leave' } | { readonly what: 'remove'; readonly id: string };

/** Who is in the conversation, and what can be changed about it. */
export default function AboutPane() {
  const open = useOpenConversation();
  return open?.state.conversation ? <About {...open} /> : null;
}

function About({ state }: { readonly state: ConversationState }) {
  const { userId } = useEngine();
  const [, navigate] = useLocation();
  const nameOf = useNames();
  const { members, loading, tryAgain } = useMembers(state);
  const [asking, setAsking] = useState<Asking | null>(null);
  const { conversation } = state;
  const here = `/c/${state.conversationId}`;
  const done = () => {
    setAsking(null);
  };
  if (!conversation) return null;

  const isGroup = conversation.kind === 'GROUP';
  const isOwner = isGroup && conversation.role === 'OWNER';
  const title = titleOf(conversation, nameOf);
  return (
    <aside
      className={styles.pane}
      aria-label="Details"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !asking) navigate(here);
      }}
    >
      <header className={styles.header}>
        <h2 className={styles.heading}>Details</h2>
        <IconButton
          icon={X}
          label="Close the details"
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
          {isOwner ? (
            <Rename conversationId={conversation.id} title={title} />
          ) : (
            <p className={styles.title}>{title}</p>
          )}
          <p className={styles.since}>
            {isGroup ? memberCount(conversation.memberCount) : 'Direct conversation'} since{' '}
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
            {isOwner && (
              <Button
                look="quiet"
                onClick={() => {
                  setAsking({ what: 'add' });
                }}
              >
                <UserPlus size={18} aria-hidden /> Add people
              </Button>
            )}
          </div>
          {tryAgain && (
            <p role="alert">
              The members did not load.{' '}
              <Button look="quiet" onClick={tryAgain}>
                Try again
              </Button>
            </p>
          )}
          <MemberList
            members={members}
            loading={loading}
            readerId={userId}
            nameOf={nameOf}
            onRemove={
              isOwner
                ? (id) => {
                    setAsking({ what: 'remove', id });
                  }
                : undefined
            }
          />
        </section>
        <Button
          look="danger"
          wide
          onClick={() => {
            setAsking({ what: 'leave' });
          }}
        >
          <LogOut size={18} aria-hidden /> Leave the conversation
        </Button>
      </div>
      {asking?.what === 'add' && (
        <AddPeopleDialog conversationId={conversation.id} members={members} onDone={done} />
      )}
      {asking?.what === 'remove' && (
        <RemoveDialog
          conversationId={conversation.id}
          memberId={asking.id}
          name={nameOf(asking.id)}
          onDone={done}
        />
      )}
      {asking?.what === 'leave' && (
        <LeaveDialog conversation={conversation} title={title} onDone={done} />
      )}
    </aside>
  );
}
