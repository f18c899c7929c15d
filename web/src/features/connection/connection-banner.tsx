import { CloudOff, RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';

import { useConnection } from '../../chat/chat-context';
import { classes } from '../../components/classes';
import styles from './connection-banner.module.css';

/** Shorter interruptions are over before anybody has read about them. */
const DELAY_MS = 2_000;

/** Says that the connection is down, and what happens to messages written meanwhile. */
export function ConnectionBanner() {
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

  const offline = shown === 'offline';
  const Icon = offline ? CloudOff : RefreshCw;
  return (
    <div className={classes(styles.banner, shown !== 'online' && styles.shown)} role="status">
      {shown !== 'online' && (
        <p className={styles.text} data-testid="connection">
          <Icon size={16} aria-hidden />
          {offline
            ? 'You’re offline. Your messages will be sent when you’re back online.'
            : 'Connecting…'}
        </p>
      )}
    </div>
  );
}
