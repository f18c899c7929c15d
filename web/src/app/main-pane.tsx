import { MessagesSquare } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useRoute } from 'wouter';

import { Notice } from '../components/notice';
import { ConversationPane } from '../features/conversation/conversation-pane';

const DetailsPane = lazy(() => import('../features/conversation-details/details-pane'));

/** The right side: a conversation with its details, or an invitation to choose one. */
export function MainPane({ openId }: { readonly openId: string | undefined }) {
  const [isDetailsOpen] = useRoute('/c/:id/details');
  if (openId === undefined) {
    return (
      <Notice icon={MessagesSquare} title="Choose a conversation">
        Or begin a new one with the pencil above your conversations.
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
