/** What is loaded before the first message shows; needs a build (`npm run build`). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

const DIST = new URL('../../dist/', import.meta.url);
const BUDGET_KB = 250;

const text = (path: string) => readFileSync(new URL(path, DIST), 'utf8');

/** A module and all that it imports, as far as not lazily. */
function closure(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, name] of text(path).matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/gu)) {
    closure(`assets/${name ?? ''}`, found);
  }
  return found;
}

describe.skipIf(!existsSync(new URL('index.html', DIST)))('the build', () => {
  test(`a signed-in person loads at most ${BUDGET_KB} KB of JavaScript`, () => {
    const entry = /src="\/(assets\/index-[^"]+\.js)"/u.exec(text('index.html'))?.[1] ?? '';
    const chat = readdirSync(new URL('assets', DIST)).find((name) =>
      /^signed-in.*\.js$/u.test(name),
    );

    const loaded = closure(`assets/${chat ?? ''}`, closure(entry));
    const bytes = [...loaded].reduce((sum, path) => sum + gzipSync(text(path)).length, 0);

    expect(loaded.size).toBeGreaterThan(5);
    expect(bytes / 1000).toBeLessThan(BUDGET_KB);
  });

  test('nothing is asked of anybody else', () => {
    const pages = ['index.html', 'graphiql.html'].map(text).join('');

    expect(pages).not.toMatch(/(?:src|href)="(?:https?:)?\/\//u);
  });
});
