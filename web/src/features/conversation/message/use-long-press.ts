import { type MouseEvent, type TouchEvent, useEffect, useRef, useState } from 'react';

/** Held for so long, in ms, a finger has not just tapped. */
const HELD_AFTER_MS = 500;
/** Moved further than this, in pixels, it scrolls. */
const MAX_DRIFT = 10;

interface LongPress {
  /** The finger has been there long enough: lifting it does what was asked for. */
  readonly isHeld: boolean;
  readonly handlers: {
    readonly onTouchStart: (event: TouchEvent) => void;
    readonly onTouchMove: (event: TouchEvent) => void;
    readonly onTouchEnd: (event: TouchEvent) => void;
    readonly onTouchCancel: () => void;
    readonly onContextMenu: (event: MouseEvent) => void;
  };
}

/**
 * Calls back when a finger that was held is lifted: a popover that opened before would close with it.
 * Not by the contextmenu event, which Safari on iOS does not have. A link keeps the browser's menu.
 */
export function useLongPress(onLongPress: () => void): LongPress {
  const [isHeld, setIsHeld] = useState(false);
  const press = useRef<{ timer: number; x: number; y: number } | null>(null);

  function end() {
    clearTimeout(press.current?.timer);
    press.current = null;
    setIsHeld(false);
  }

  useEffect(
    () => () => {
      clearTimeout(press.current?.timer);
    },
    [],
  );

  return {
    isHeld,
    handlers: {
      onTouchStart: ({ touches, target }) => {
        end();
        const touch = touches.item(0);
        if (touches.length > 1 || (target as Element).closest('a, button, textarea')) return;
        const timer = window.setTimeout(() => {
          setIsHeld(true);
        }, HELD_AFTER_MS);
        press.current = { timer, x: touch.clientX, y: touch.clientY };
      },
      onTouchMove: ({ touches }) => {
        if (!press.current) return;
        const touch = touches.item(0);
        const { x, y } = press.current;
        if (Math.hypot(touch.clientX - x, touch.clientY - y) > MAX_DRIFT) end();
      },
      onTouchEnd: (event) => {
        end();
        if (!isHeld) return;
        // No click follows.
        event.preventDefault();
        onLongPress();
      },
      onTouchCancel: end,
      onContextMenu: (event) => {
        if (press.current) event.preventDefault();
      },
    },
  };
}
