import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';

import { GraphiQL } from 'graphiql';

import styles from './query-editor.module.css';
import { fetcher } from './fetcher';

const FIRST_QUERY = `# Requests run as the person who is signed in to the chat in this browser.
# Subscriptions work too. Copy the channel from a conversation.
query Inbox {
  inbox(limit: 10) {
    entries {
      conversationId
      kind
      title
      unread
      lastMessage {
        seq
        senderId
        body
      }
    }
    nextToken
  }
}
`;

/** The schema to browse and any document to send; for people who build on the API. */
export default function QueryEditor() {
  return (
    <div className={styles.explorer}>
      <GraphiQL
        fetcher={fetcher}
        defaultQuery={FIRST_QUERY}
        defaultEditorToolsVisibility="variables"
      >
        <GraphiQL.Logo>
          <a href="/" className={styles.back}>
            Back to chat
          </a>
        </GraphiQL.Logo>
      </GraphiQL>
    </div>
  );
}
