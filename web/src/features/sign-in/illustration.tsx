import { CheckCheck } from 'lucide-react';

import { classes } from '../../components/classes';
import styles from './illustration.module.css';

/** A conversation as a picture: decoration, hidden from screen readers by its frame. */
export function Illustration() {
  return (
    <div className={styles.scene}>
      <p className={classes(styles.bubble, styles.theirs)}>Did the night train work out?</p>
      <p className={classes(styles.bubble, styles.mine)}>
        It did! Writing this from a tunnel 🚇
        <span className={styles.meta}>
          07:42 <CheckCheck size={14} />
        </span>
      </p>
      <p className={classes(styles.bubble, styles.theirs)}>And it still got through.</p>
      <p className={classes(styles.bubble, styles.theirs, styles.typing)}>
        <i />
        <i />
        <i />
      </p>
    </div>
  );
}
