import { CircleAlert, CloudOff, RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';

import { useConnection, useRefusal } from '../../chat/chat-context';
import { classes } from '../../components/classes';
import type { ConnectionState } from '../../engine';
import styles from './connection-banner.module.css';

/** Shorter interruptions are over before anybody has read about them. */
const DELAY_MS = 2_000;

/** Says that the connection is down, or why nobody can be talked to. */
export function ConnectionBanner() {
  const refusal = useRefusal();
  const { status, since } = useConnection();
  const [shown, setShown] = useState<typeof status>('online');

  useEffect(() => {
    const delay = status === 'online' ? 0 : Math.max(0, since + DELAY_MS - Date.now());
    const timer = setTimeout(() => {
      setShown(status);
    }, delay);
    return () => {
      clearTimeout(timer);
    };
  }, [status, since]);

  const notice = refusal === null ? noticeOf(shown) : { Icon: CircleAlert, text: refusal };
  return (
    <div className={classes(styles.banner, notice && styles.shown)} role="status">
      {notice && (
        <p className={styles.text} data-testid="connection">
          <notice.Icon size={16} aria-hidden />
          {notice.text}
        </p>
      )}
    </div>
  );
}

function noticeOf(status: ConnectionState['status']) {
  if (status === 'online') return null;
  return status === 'offline'
    ? {
        Icon: CloudOff,
        text: 'You’re offline. Your messages will be sent when you’re back online.',
      }
    : { Icon: RefreshCw, text: 'Connecting…' };
}
