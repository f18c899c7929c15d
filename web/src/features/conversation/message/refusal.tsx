import styles from './refusal.module.css';

interface RefusalProps {
  /** What was not done, and why. */
  readonly what: string;
  /** What the person wrote. */
  readonly kept?: string | null;
  /** What can be done about it now. */
  readonly ways: readonly Way[];
}

export interface Way {
  readonly label: string;
  readonly onSelect: () => void;
}

/** What the server did not do. */
export function Refusal({ what, kept = null, ways }: RefusalProps) {
  return (
    <div className={styles.refusal} role="alert">
      <p>{what}</p>
      {kept !== null && (
        <q className={styles.kept} dir="auto">
          {kept}
        </q>
      )}
      {ways.map(({ label, onSelect }) => (
        <button key={label} type="button" onClick={onSelect}>
          {label}
        </button>
      ))}
    </div>
  );
}
