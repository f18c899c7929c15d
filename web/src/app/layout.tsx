import { Redirect, useRoute } from 'wouter';

import { OpenConversationProvider } from '../chat/open-conversation';
import { classes } from '../components/classes';
import { ConnectionBanner } from '../features/connection/connection-banner';
import { InboxPane } from '../features/inbox/inbox-pane';
import { Dialogs } from './dialogs';
import styles from './layout.module.css';
import { MainPane } from './main-pane';
import { useKeyboardShortcuts } from './use-keyboard-shortcuts';
import { useDocumentTitle } from './use-document-title';

/** Inbox and conversation, side by side where there is room; one at a time on a phone. */
export function Layout() {
  const [, params] = useRoute('/c/:id/*?');
  const openId = params?.id;
  const [isHome] = useRoute('/');
  useKeyboardShortcuts(openId);
  useDocumentTitle();

  return (
    <OpenConversationProvider conversationId={openId}>
      {/* Not /confirm or /sign-in: after signing out, that screen would be there again. */}
      {openId === undefined && !isHome && <Redirect to="/" replace />}
      <div className={styles.app}>
        <ConnectionBanner />
        <div className={classes(styles.panes, openId !== undefined && styles.reading)}>
          <div className={styles.inbox}>
            <InboxPane openId={openId} />
          </div>
          <main className={styles.main}>
            <MainPane openId={openId} />
          </main>
        </div>
        <Dialogs />
      </div>
    </OpenConversationProvider>
  );
}
