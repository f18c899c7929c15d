import { lazy, Suspense } from 'react';

import { useDialog } from '../components/use-dialog';

const ProfileDialog = lazy(() => import('../features/profile/profile-dialog'));
const ShortcutsDialog = lazy(() => import('../features/shortcuts/shortcuts-dialog'));
const StartDialog = lazy(() => import('../features/start/start-dialog'));

export function Dialogs() {
  const { name, close } = useDialog();
  return (
    <Suspense>
      {name === 'new' && <StartDialog onClose={close} />}
      {name === 'profile' && <ProfileDialog onClose={close} />}
      {name === 'shortcuts' && <ShortcutsDialog onClose={close} />}
    </Suspense>
  );
}
