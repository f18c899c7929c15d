import { useQuery } from '@tanstack/react-query';
import { Pin, PinOff } from 'lucide-react';

import { useEngine } from '../../../chat/chat-context';
import { isolated } from '../../../chat/foreign-text';
import { ListedMessage, ListedMessages } from '../../../chat/listed-message';
import type { NameOf } from '../../../chat/names';
import { Dialog } from '../../../components/dialog';
import { usePlainText } from '../../../components/formatting/use-plain-text';
import { IconButton } from '../../../components/icon-button';
import { Notice } from '../../../components/notice';
import { Spinner } from '../../../components/spinner';
import type { Message, OpenConversation } from '../../../engine';

interface PinsDialogProps {
  readonly conversation: OpenConversation;
  /** As far as they are known. */
  readonly pins: readonly Message[];
  readonly canUnpin: boolean;
  readonly nameOf: NameOf;
  readonly onJump: (seq: number) => void;
  readonly onClose: () => void;
}

/** What is pinned in a conversation, the last pinned first. */
export default function PinsDialog({
  conversation,
  pins,
  canUnpin,
  nameOf,
  onJump,
  onClose,
}: PinsDialogProps) {
  const { isSuccess, error } = useQuery({
    queryKey: ['pins', conversation.conversationId],
    queryFn: () => conversation.loadPins().then(() => true),
    // What has happened since the last look is asked for, not remembered.
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Dialog title="Pinned messages" onClose={onClose}>
      {error && <p role="alert">{error.message}</p>}
      {!isSuccess && !error && (
        <div role="status" aria-label="Loading pinned messages">
          <Spinner />
        </div>
      )}
      {isSuccess && pins.length === 0 && (
        <Notice icon={Pin} title="Nothing is pinned">
          Pin a message from its menu, and everybody finds it here.
        </Notice>
      )}
      <ListedMessages>
        {pins.map((message) => (
          <PinnedMessage
            key={message.seq}
            message={message}
            nameOf={nameOf}
            onJump={() => {
              onJump(message.seq);
            }}
            onUnpin={
              canUnpin
                ? () => {
                    conversation.pin(message.seq, false);
                  }
                : null
            }
          />
        ))}
      </ListedMessages>
    </Dialog>
  );
}

interface PinnedMessageProps {
  readonly message: Message;
  readonly nameOf: NameOf;
  readonly onJump: () => void;
  readonly onUnpin: (() => void) | null;
}

function PinnedMessage({ message, nameOf, onJump, onUnpin }: PinnedMessageProps) {
  const { userId } = useEngine();
  const words = usePlainText(message.body ?? '');
  const name = (id: string) => (id === userId ? 'You' : nameOf(id));
  return (
    <ListedMessage
      target={onJump}
      name={name(message.senderId)}
      createdAt={message.createdAt}
      lines={4}
      words={words}
      note={
        message.pinnedBy !== null &&
        `Pinned by ${message.pinnedBy === userId ? 'you' : isolated(nameOf(message.pinnedBy))}`
      }
      action={onUnpin && <IconButton icon={PinOff} label="Unpin" onClick={onUnpin} />}
    />
  );
}
