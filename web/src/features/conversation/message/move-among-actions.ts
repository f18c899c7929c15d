import type { KeyboardEvent } from 'react';

import { composerBeside } from '../composer/composer-field';

/**
 * The arrow keys to the sides go through what can be done with a message, its reactions included; up
 * and down they go to the other messages, and Escape leaves for the composer.
 */
export function moveAmongActions(event: KeyboardEvent<HTMLElement>): void {
  const next = nextFocus(event);
  if (next === undefined) return;
  event.preventDefault();
  // Whatever lies below has keys of its own.
  event.stopPropagation();
  next?.focus();
}

/** Null at the end of the list, undefined where the key means nothing here. */
function nextFocus({ key, currentTarget }: KeyboardEvent<HTMLElement>) {
  const message = currentTarget.closest('[data-seq]');
  const buttons = [
    ...(message?.querySelectorAll<HTMLElement>('[data-action-bar] > button') ?? []),
    ...(message?.querySelectorAll<HTMLElement>('[data-reactions] button') ?? []),
  ];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const aside = { ArrowLeft: at - 1, ArrowRight: at + 1 }[key];
  if (aside !== undefined) return buttons.at(aside % buttons.length);
  if (key === 'Escape') return composerBeside(currentTarget);
  const step = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (step === undefined) return undefined;
  const list = currentTarget.closest('[role="region"]');
  const bars = [...(list?.querySelectorAll<HTMLElement>('[data-action-bar]') ?? [])];
  const inOrder = bars.sort((a, b) => topOf(a) - topOf(b));
  const here = inOrder.findIndex((bar) => message?.contains(bar));
  const menus = inOrder[here + step]?.querySelectorAll<HTMLElement>('[data-menu-button]');
  return [...(menus ?? [])].at(-1) ?? null;
}

/** The virtual list does not keep its rows in the order of the document. */
function topOf(element: HTMLElement): number {
  return element.getBoundingClientRect().top;
}
