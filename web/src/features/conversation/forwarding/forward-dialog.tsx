import { Check, CircleAlert } from 'lucide-react';
import { useEffect, useId, useState } from 'react';

import { useEngine, useInbox } from '../../../chat/chat-context';
import { may } from '../../../chat/grants';
import { type NameOf, titleOf } from '../../../chat/names';
import { Avatar } from '../../../components/avatar';
import { Button } from '../../../components/button';
import { Dialog } from '../../../components/dialog';
import { Spinner } from '../../../components/spinner';
import type { InboxEntry, Message } from '../../../engine';
import { QuotedWords } from '../message/quoted-words';
import styles from './forward-dialog.module.css';
import { type Outcome, useForwarding } from './use-forwarding';

interface ForwardDialogProps {
  readonly message: Message;
  readonly nameOf: NameOf;
  readonly onClose: () => void;
}

/** To which of the person's conversations a message is sent on. */
export default function ForwardDialog({ message, nameOf, onClose }: ForwardDialogProps) {
  const formId = useId();
  const { userId, inbox } = useEngine();
  const { entries, older } = useInbox();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { outcomes, isSending, forwardTo } = useForwarding(message);
  const hasBegun = outcomes.size > 0;
  const sent = chosen.filter((id) => outcomes.get(id) === 'sent');
  const isDone = hasBegun && sent.length === chosen.length;
  const wanted = search.trim().toLocaleLowerCase();
  const shown = entries.filter((entry) =>
    hasBegun
      ? chosen.includes(entry.conversationId)
      : mayWriteIn(entry) && titleOf(entry, nameOf).toLocaleLowerCase().includes(wanted),
  );

  useEffect(() => {
    // What is looked for may be further down than the inbox has come.
    if (wanted !== '' && older === 'more') inbox.loadOlder();
  }, [wanted, older, inbox]);

  return (
    <Dialog
      title={isDone ? 'Forwarded' : 'Forward to'}
      onClose={onClose}
      footer={
        isDone ? (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <Button
            type="submit"
            form={formId}
            variant="primary"
            busy={isSending}
            disabled={chosen.length === 0}
          >
            {hasBegun ? 'Try again' : 'Forward'}
          </Button>
        )
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSending) forwardTo(chosen);
        }}
      >
        <p className={styles.message}>
          <QuotedWords
            quotation={{ seq: message.seq, original: message }}
            nameOf={nameOf}
            userId={userId}
          />
        </p>
        {!hasBegun && (
          <input
            type="search"
            className={styles.search}
            aria-label="Search conversations to forward to"
            placeholder="Search conversations"
            autoComplete="off"
            value={search}
            data-autofocus
            onChange={(event) => {
              setSearch(event.target.value);
            }}
          />
        )}
        <ul className={styles.list} aria-label="Conversations">
          {shown.map((entry) => (
            <Target
              key={entry.conversationId}
              entry={entry}
              title={titleOf(entry, nameOf)}
              isChosen={chosen.includes(entry.conversationId)}
              outcome={outcomes.get(entry.conversationId)}
              isFixed={hasBegun}
              onToggle={(isChosen) => {
                const others = chosen.filter((id) => id !== entry.conversationId);
                setChosen(isChosen ? [...others, entry.conversationId] : others);
              }}
            />
          ))}
        </ul>
        {shown.length === 0 && (
          <p className={styles.nothing} role="status">
            {older === 'loading' ? 'Searching…' : `No conversation is called “${search.trim()}”.`}
          </p>
        )}
        <p className="visually-hidden" role="status">
          {hasBegun && !isSending && `Forwarded to ${sent.length} of ${chosen.length}`}
        </p>
      </form>
    </Dialog>
  );
}

/** As far as the inbox says it: not whether the person is muted there. */
function mayWriteIn(entry: InboxEntry): boolean {
  return may('SEND_MESSAGES', { ...entry, mutedUntil: null }, Date.now());
}

interface TargetProps {
  readonly entry: InboxEntry;
  readonly title: string;
  readonly isChosen: boolean;
  readonly outcome: Outcome | undefined;
  /** It is on its way: nothing can be chosen any more. */
  readonly isFixed: boolean;
  readonly onToggle: (isChosen: boolean) => void;
}

function Target({ entry, title, isChosen, outcome, isFixed, onToggle }: TargetProps) {
  const { conversationId, peerId, kind } = entry;
  return (
    <li>
      <label className={styles.target}>
        <Avatar id={peerId ?? conversationId} name={title} group={kind === 'GROUP'} size="bar" />
        <span className={styles.words}>
          <bdi className={styles.title}>{title}</bdi>
          {typeof outcome === 'object' && (
            <span className={styles.error} role="alert">
              Not sent. {outcome.error}
            </span>
          )}
        </span>
        {isFixed ? (
          <State outcome={outcome} />
        ) : (
          <input
            type="checkbox"
            className={styles.box}
            checked={isChosen}
            onChange={(event) => {
              onToggle(event.target.checked);
            }}
          />
        )}
      </label>
    </li>
  );
}

function State({ outcome }: { readonly outcome: Outcome | undefined }) {
  if (outcome === 'sent') {
    return <Check size={20} className={styles.sent} role="img" aria-label="Sent" />;
  }
  if (typeof outcome === 'object') {
    return <CircleAlert size={20} className={styles.failed} aria-hidden />;
  }
  return <Spinner />;
}
