import { EmojiPicker as Picker } from 'frimousse';
import { useEffect, useRef } from 'react';

import { classes } from '../../../components/classes';
import styles from './emoji-picker.module.css';

interface EmojiPickerProps {
  /** Where it lies. */
  readonly className?: string | undefined;
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
}

/** Loaded when it is first opened; its data is served by this app (plugins/emoji-data.ts). */
export default function EmojiPicker({ className, onPick, onClose }: EmojiPickerProps) {
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const outside = (event: PointerEvent) => {
      const target = event.target as Element;
      const isInside = frame.current?.contains(target) ?? false;
      if (!isInside && !target.closest('[data-emoji-button]')) onClose();
    };
    document.addEventListener('pointerdown', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
    };
  }, [onClose]);

  return (
    <div
      ref={frame}
      className={classes(styles.frame, className)}
      role="dialog"
      aria-label="Emoji"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <Picker.Root
        className={styles.picker}
        emojibaseUrl="/emojibase"
        columns={8}
        onEmojiSelect={({ emoji }) => {
          onPick(emoji);
        }}
      >
        <Picker.Search className={styles.search} placeholder="Search emoji" autoFocus />
        <Picker.Viewport className={styles.viewport}>
          <Picker.Loading className={styles.note}>Loading…</Picker.Loading>
          <Picker.Empty className={styles.note}>No emoji found.</Picker.Empty>
          <Picker.List
            className={styles.list}
            components={{
              CategoryHeader: ({ category, ...props }) => (
                <div {...props} className={styles.category}>
                  {category.label}
                </div>
              ),
              Row: ({ children, ...props }) => (
                <div
                  {...props}
                  className={styles.emojiRow}
                  aria-rowindex={counted(props['aria-rowindex'])}
                >
                  {children}
                </div>
              ),
              Emoji: ({ emoji, ...props }) => (
                <button
                  {...props}
                  type="button"
                  className={styles.emoji}
                  aria-label={emoji.label}
                  aria-colindex={counted(props['aria-colindex'])}
                >
                  {emoji.emoji}
                </button>
              ),
            }}
          />
        </Picker.Viewport>
      </Picker.Root>
    </div>
  );
}

/** Frimousse counts rows and columns from 0, ARIA from 1. */
function counted(index: number | undefined): number | undefined {
  return index === undefined ? undefined : index + 1;
}
