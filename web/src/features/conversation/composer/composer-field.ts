/** Where the composer of a conversation, or of the thread beside it, is in the page. */
import type { Place } from '../../../engine';

export function composerOf({ rootSeq }: Pick<Place, 'rootSeq'>): HTMLElement | null {
  return fieldIn(
    document.querySelector(`[data-talk="${rootSeq === null ? 'conversation' : 'thread'}"]`),
  );
}

/** Of the conversation, or of the thread, in which an element is. */
export function composerBeside(element: Element): HTMLElement | null {
  return fieldIn(element.closest('[data-talk]'));
}

function fieldIn(talk: Element | null): HTMLElement | null {
  return talk?.querySelector<HTMLElement>('[data-composer]') ?? null;
}
