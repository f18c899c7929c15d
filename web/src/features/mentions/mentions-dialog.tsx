import { useInfiniteQuery } from '@tanstack/react-query';
import { AtSign } from 'lucide-react';
import { useEffect, useRef } from 'react';

import { messageAddress } from '../../chat/addresses';
import { type Mention, mentions as fetchMentions } from '../../chat/api';
import { useEngine, useInbox } from '../../chat/chat-context';
import { ListedMessage, ListedMessages } from '../../chat/listed-message';
import { useNames } from '../../chat/names';
import { useMentioned } from '../../chat/use-mentioned';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { usePlainText } from '../../components/formatting/use-plain-text';
import { MentionedText } from '../../components/mentioned-text';
import { Notice } from '../../components/notice';
import { Spinner } from '../../components/spinner';

const FIRST: string | null = null;
const NOTHING = { mentions: null, mentionsEveryone: null };

/** Where the person was mentioned by name, newest first. */
export default function MentionsDialog({ onClose }: { readonly onClose: () => void }) {
  const { people } = useEngine();
  const {
    data,
    error,
    isPending,
    isFetching,
    hasNextPage,
    isFetchingNextPage,
    fetchNextPage,
    refetch,
  } = useInfiniteQuery({
    queryKey: ['mentions'],
    queryFn: async ({ pageParam }) => {
      const page = await fetchMentions(pageParam);
      people.add(page.mentions.flatMap(({ message }) => message?.sender ?? []));
      return page;
    },
    initialPageParam: FIRST,
    getNextPageParam: ({ nextToken }) => nextToken,
    // What has happened since the last look is asked for, not remembered.
    staleTime: 0,
    gcTime: 0,
  });
  const found = data?.pages.flatMap((page) => page.mentions) ?? [];
  const isEmpty = found.length === 0;

  // A mention is recorded a moment after its message. A page under way is not given up for it.
  const { mentionChanges } = useInbox();
  const shownChanges = useRef(mentionChanges);
  useEffect(() => {
    if (isFetching || mentionChanges === shownChanges.current) return;
    shownChanges.current = mentionChanges;
    void refetch();
  }, [mentionChanges, isFetching, refetch]);

  // A page leaves out what is gone, and may hold nothing.
  useEffect(() => {
    if (isEmpty && hasNextPage && !isFetching && !error) void fetchNextPage();
  }, [isEmpty, hasNextPage, isFetching, error, fetchNextPage]);

  return (
    <Dialog title="Mentions" onClose={onClose}>
      {(isPending || (isEmpty && hasNextPage && !error)) && (
        <div role="status" aria-label="Loading mentions">
          <Spinner />
        </div>
      )}
      {data && isEmpty && !hasNextPage && (
        <Notice icon={AtSign} title="No mentions yet">
          When somebody writes @ and your username, you find the message here.
        </Notice>
      )}
      <ListedMessages>
        {found.map((mention) => (
          <MentionItem key={messageAddress(mention)} mention={mention} />
        ))}
      </ListedMessages>
      {error && <p role="alert">{error.message}</p>}
      {!isEmpty && hasNextPage && (
        <Button
          variant="quiet"
          fullWidth
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </Dialog>
  );
}

interface MentionItemProps {
  readonly mention: Mention;
}

function MentionItem({ mention }: MentionItemProps) {
  const { conversationId, rootSeq, seq, createdAt, message } = mention;
  const nameOf = useNames();
  const mentioned = useMentioned(message ?? NOTHING, nameOf);
  const words = usePlainText(message?.body ?? '');
  if (!message) return null;
  return (
    <ListedMessage
      target={messageAddress({ conversationId, rootSeq, seq })}
      name={nameOf(message.senderId)}
      createdAt={createdAt}
      lines={3}
      words={<MentionedText text={words} mentioned={mentioned} />}
      conversationId={conversationId}
    />
  );
}
