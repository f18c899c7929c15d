import { MessagesSquare } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useRoute } from 'wouter';

import { Notice } from '../components/notice';
import { ConversationPane } from '../features/conversation/conversation-pane';

const DetailsPane = lazy(() => import('../features/conversation-details/details-pane'));

/** The right side: a conversation with its details, or a hint to select one. */
export function MainPane({ openId }: { readonly openId: string | undefined }) {
  const [isDetailsOpen] = useRoute('/c/:id/details');
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
      {isDetailsOpen && (
        <Suspense>
          <DetailsPane key={openId} />
        </Suspense>
      )}
    </>
  );
}
