import { classes } from '../../../components/classes';
import styles from './character-count.module.css';

/** What the chat accepts. */
export const MAX_LENGTH = 4000;
/** The count appears shortly before. */
const SHOW_COUNT_FROM = 3600;

/** Whether there is a count to see for a text of this length. */
export function isCounted(length: number): boolean {
  return length > SHOW_COUNT_FROM;
}

interface CharacterCountProps {
  /** For the field that it describes. */
  readonly id: string;
  readonly length: number;
}

/** How many characters are left; below zero, how many are too many. */
export function CharacterCount({ id, length }: CharacterCountProps) {
  if (!isCounted(length)) return null;
  return (
    <span
      id={id}
      className={classes(styles.count, length > MAX_LENGTH && styles.over)}
      role="status"
    >
      {MAX_LENGTH - length}
    </span>
  );
}
