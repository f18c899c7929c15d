import { MessagesSquare } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useRoute } from 'wouter';

import { Notice } from '../components/notice';
import { ConversationPane } from '../features/conversation/conversation-pane';

const AboutPane = lazy(() => import('../features/about/about-pane'));

/** The right side: a conversation with its details, or an invitation to choose one. */
export function Reading({ openId }: { readonly openId: string | undefined }) {
  const [aboutOpen] = useRoute('/c/:id/about');
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
      {aboutOpen && (
        <Suspense>
          <AboutPane key={openId} />
        </Suspense>
      )}
    </>
  );
}
