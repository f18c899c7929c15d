/** What formats texts is large, and few texts need it: it is loaded for the first one that does. */
import { useEffect, useSyncExternalStore } from 'react';

import { mayHaveMarkup, SHORT_CODE } from './markup';
import type * as Rendering from './rendering';

type EmojiByName = ReadonlyMap<string, string>;

export type Formatter = typeof Rendering & {
  /** Empty until the names are there. */
  readonly emojiByName: EmojiByName;
};

let formatter: Formatter | null = null;
const listeners = new Set<() => void>();
const underWay = new Set<'rendering' | 'names'>();

/** Null where the text is shown as it was typed: it has no markup, or what formats it is not there. */
export function useFormatter(text: string): Formatter | null {
  const loaded = useSyncExternalStore(subscribe, () => formatter);
  const isWanted = mayHaveMarkup(text);
  useEffect(() => {
    if (isWanted) load(text);
  }, [isWanted, text]);
  return isWanted ? loaded : null;
}

function load(text: string): void {
  once('rendering', async () => {
    const rendering = await import('./rendering');
    return { emojiByName: new Map(), ...formatter, ...rendering };
  });
  if (text.search(SHORT_CODE) === -1) return;
  once('names', async () => {
    const [rendering, { emojiByName }] = await Promise.all([
      import('./rendering'),
      import('./short-codes'),
    ]);
    return { ...rendering, emojiByName };
  });
}

/** What could not be loaded is tried again with the next text that needs it. */
function once(what: 'rendering' | 'names', fetched: () => Promise<Formatter>): void {
  if (underWay.has(what)) return;
  underWay.add(what);
  fetched().then(
    (next) => {
      formatter = next;
      for (const listener of [...listeners]) listener();
    },
    () => {
      underWay.delete(what);
    },
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
