import { ChevronLeft, Info, Pin } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';

import { memberCount } from '../../../chat/texts';
import { Avatar } from '../../../components/avatar';
import { IconButton } from '../../../components/icon-button';
import { Skeleton } from '../../../components/skeleton';
import type { Conversation, ConversationState, InboxEntry } from '../../../engine';
import styles from './conversation-header.module.css';

interface ConversationHeaderProps {
  readonly known: Conversation | InboxEntry | undefined;
  readonly state: ConversationState;
  readonly title: string;
  readonly onShowPins: () => void;
}

export function ConversationHeader({ known, state, title, onShowPins }: ConversationHeaderProps) {
  const [location, navigate] = useLocation();
  const here = `/c/${state.conversationId}`;
  const isDetailsOpen = location === `${here}/details`;
  const isGroup = known?.kind === 'GROUP';
  const detailsButton = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!isDetailsOpen) return undefined;
    const button = detailsButton.current;
    return () => {
      // What had the focus went with the details.
      if (document.activeElement === document.body) button?.focus();
    };
  }, [isDetailsOpen]);

  return (
    <header className={styles.header}>
      <Link href="/" className={styles.back} aria-label="Back to conversations">
        <ChevronLeft size={24} aria-hidden />
      </Link>
      {known ? (
        <>
          <Avatar
            id={known.peerId ?? state.conversationId}
            name={title}
            group={isGroup}
            size="bar"
          />
          <div className={styles.words}>
            <h1 className={styles.title}>{title}</h1>
            <p className={styles.detail}>
              {isGroup ? memberCount(known.memberCount) : 'Direct message'}
            </p>
          </div>
        </>
      ) : (
        <div className={styles.words}>
          <Skeleton width="9rem" height="1.125rem" />
        </div>
      )}
      <IconButton
        icon={Pin}
        label="Pinned messages"
        aria-haspopup="dialog"
        disabled={!known || state.status === 'opening'}
        onClick={onShowPins}
      />
      <IconButton
        ref={detailsButton}
        icon={Info}
        label={isDetailsOpen ? 'Close details' : 'Details'}
        aria-expanded={isDetailsOpen}
        disabled={state.status !== 'ready'}
        onClick={() => {
          navigate(isDetailsOpen ? here : `${here}/details`);
        }}
      />
    </header>
  );
}
