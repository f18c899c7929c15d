import { classes } from '../../../components/classes';
import { Skeleton } from '../../../components/skeleton';
import styles from './message-list-skeleton.module.css';

const SHAPES = [
  ['theirs', '14rem'],
  ['theirs', '20rem'],
  ['mine', '11rem'],
  ['theirs', '17rem'],
  ['mine', '22rem'],
  ['mine', '9rem'],
] as const;

export function MessageListSkeleton() {
  return (
    <div className={styles.history} role="status" aria-label="Loading messages">
      {SHAPES.map(([side, width], index) => (
        <div key={index} className={classes(styles.line, side === 'mine' && styles.mine)}>
          <Skeleton width={width} height="2.5rem" />
        </div>
      ))}
    </div>
  );
}
