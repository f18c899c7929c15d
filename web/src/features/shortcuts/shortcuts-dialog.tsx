import { Dialog } from '../../components/dialog';
import styles from './shortcuts-dialog.module.css';
import { keyName, MARKS, SHORTCUTS } from './shortcuts';

export default function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      {/* The keyboard scrolls what has the focus. */}
      <section tabIndex={0} aria-label="Shortcuts and formatting">
        <dl className={styles.list}>
          {SHORTCUTS.map(({ keys, does }) => (
            <div key={does} className={styles.shortcut}>
              <dt>{does}</dt>
              <dd className={styles.keys}>
                {keys.map((key) => (
                  <kbd key={key}>{keyName(key)}</kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <h3 className={styles.heading}>Formatting</h3>
        <dl className={styles.list}>
          {MARKS.map(({ typed, is }) => (
            <div key={typed} className={styles.shortcut}>
              <dt>{is}</dt>
              <dd className={styles.typed}>
                <code>{typed}</code>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </Dialog>
  );
}
