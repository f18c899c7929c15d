import { lazy, Suspense } from 'react';

import { useDialog } from '../components/use-dialog';

const MentionsDialog = lazy(() => import('../features/mentions/mentions-dialog'));
const ProfileDialog = lazy(() => import('../features/profile/profile-dialog'));
const ShortcutsDialog = lazy(() => import('../features/shortcuts/shortcuts-dialog'));
const ThreadsDialog = lazy(() => import('../features/threads/threads-dialog'));
const NewConversationDialog = lazy(
  () => import('../features/new-conversation/new-conversation-dialog'),
);

export function Dialogs() {
  const { name, close } = useDialog();
  return (
    <Suspense>
      {name === 'mentions' && <MentionsDialog onClose={close} />}
      {name === 'new' && <NewConversationDialog onClose={close} />}
      {name === 'profile' && <ProfileDialog onClose={close} />}
      {name === 'shortcuts' && <ShortcutsDialog onClose={close} />}
      {name === 'threads' && <ThreadsDialog onClose={close} />}
    </Suspense>
  );
}
