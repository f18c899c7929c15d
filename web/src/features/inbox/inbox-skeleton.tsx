import { Skeleton } from '../../components/skeleton';
import styles from './inbox-skeleton.module.css';

const WIDTHS = ['55%', '40%', '65%', '48%', '58%', '36%'];

export function InboxSkeleton() {
  return (
    <div className={styles.list} role="status" aria-label="Loading conversations">
      {WIDTHS.map((width) => (
        <div key={width} className={styles.row}>
          <Skeleton width="2.75rem" height="2.75rem" round />
          <div className={styles.words}>
            <Skeleton width={width} height="0.9rem" />
            <Skeleton width="85%" height="0.75rem" />
          </div>
        </div>
      ))}
    </div>
  );
}
