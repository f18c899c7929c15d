import { MessagesSquare } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useRoute } from 'wouter';

import { numberIn } from '../chat/addresses';
import { Notice } from '../components/notice';
import { ConversationPane } from '../features/conversation/conversation-pane';

const ThreadPane = lazy(() => import('../features/conversation/thread/thread-pane'));
const DetailsPane = lazy(() => import('../features/conversation-details/details-pane'));

/** The right side: a conversation with its details or a thread, or a hint to select one. */
export function MainPane({ openId }: { readonly openId: string | undefined }) {
  const [isDetailsOpen] = useRoute('/c/:id/details');
  const [, thread] = useRoute('/c/:id/thread/:root/*?');
  const rootSeq = numberIn(thread?.root);
  if (openId === undefined) {
    return (
      <Notice icon={MessagesSquare} title="Select a conversation">
        Or start a new one with the pencil button above the list.
      </Notice>
    );
  }
  return (
    <>
      <ConversationPane key={openId} />
      {rootSeq !== null && (
        <Suspense>
          <ThreadPane key={`${openId} ${rootSeq}`} rootSeq={rootSeq} />
        </Suspense>
      )}
      {isDetailsOpen && (
        <Suspense>
          <DetailsPane key={openId} />
        </Suspense>
      )}
    </>
  );
}
