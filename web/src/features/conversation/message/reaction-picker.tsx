import { lazy, Suspense, useLayoutEffect, useRef } from 'react';

import { placeBeside } from '../../../components/place-beside';
import { Spinner } from '../../../components/spinner';
import styles from './reaction-picker.module.css';

const EmojiPicker = lazy(() => import('../emoji/emoji-picker'));

interface ReactionPickerProps {
  /** What it was opened from, and lies beside. */
  readonly anchor: HTMLElement;
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
}

/** All emoji, for one message. A native popover: it lies above everything and gives the focus back. */
export function ReactionPicker({ anchor, onPick, onClose }: ReactionPickerProps) {
  const panel = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const shown = panel.current;
    if (!shown) return;
    shown.showPopover();
    placeBeside(shown, anchor);
  }, [anchor]);

  const close = () => panel.current?.hidePopover();
  return (
    <div
      ref={panel}
      popover="auto"
      className={styles.panel}
      onToggle={({ newState }) => {
        if (newState === 'closed') onClose();
      }}
    >
      <Suspense
        fallback={
          <div className={styles.loading} role="status" aria-label="Loading emoji">
            <Spinner />
          </div>
        }
      >
        <EmojiPicker
          onPick={(emoji) => {
            close();
            onPick(emoji);
          }}
          onClose={close}
        />
      </Suspense>
    </div>
  );
}
