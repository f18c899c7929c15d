import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';

import { mentionableOf, mentionsIn } from '../../src/chat/mentions';
import { prose, rendered } from '../../src/components/formatting/rendering';
import { proseOf } from '../../src/components/formatting/use-prose';
import { LinkedText } from '../../src/components/linked-text';
import type { User } from '../../src/engine';

const user = (username: string): User => ({
  id: `id of ${username}`,
  username,
  displayName: username.toUpperCase(),
  createdAt: '2026-01-01T00:00:00Z',
});

const PEOPLE = ['bob', 'bob.by', 'ann-marie', 'émile', 'snake_case'].map(user);

const partsOf = (text: string) => prose(text) ?? proseOf(text);

/** Usernames, and everyone, in the order in which they are mentioned. */
function mentioned(text: string, { everyone = false, people = PEOPLE } = {}): readonly string[] {
  const found = mentionsIn(partsOf(text), { people, everyone });
  const usernames = found.mentions.map((id) => id.replace('id of ', ''));
  return found.mentionsEveryone ? [...usernames, 'everyone'] : usernames;
}

function shown(text: string): string {
  const options = {
    emojiByName: new Map<string, string>(),
    onCopy: () => undefined,
    mentioned: PEOPLE.map(({ username }) => ({
      username,
      name: `<${username}>`,
      isReader: username === 'bob',
    })),
  };
  return renderToStaticMarkup(
    rendered(text, options) ?? <LinkedText text={text} mentioned={options.mentioned} />,
  );
}

describe('a text', () => {
  test.each([
    ['@bob, hello', ['bob']],
    ['hello @BOB and @émile, and @bob', ['bob', 'émile']],
    ['(@ann-marie)', ['ann-marie']],
    ['ask @bob.', ['bob']],
    ['ask @bob.by.', ['bob.by']],
    ['@bobby, or b@bob', []],
    ['@ bob', []],
    ['bob@bob.by', []],
    ['https://a.example/@bob', []],
    ['`@bob` and @émile', ['émile']],
    ['```\n@bob\n```', []],
    ['> @bob\n- @émile', ['bob', 'émile']],
    ['**@bob** [@émile](https://a.example)', ['bob', 'émile']],
    ['@snake_case _and_ more', ['snake_case']],
    ['@everyone', []],
  ])('%j mentions %j', (text, usernames) => {
    expect(mentioned(text)).toEqual(usernames);
  });

  test('mentions everyone where the sender may, even if somebody has that username', () => {
    const people = [...PEOPLE, user('everyone')];

    expect(mentioned('@everyone, @bob', { everyone: true, people })).toEqual(['bob', 'everyone']);
    expect(mentioned('@everyone else', { people })).toEqual(['everyone']);
    expect(mentioned('`@everyone`', { everyone: true })).toEqual([]);
  });

  test('mentions the first fifty', () => {
    const people = Array.from({ length: 60 }, (_, n) => user(`user${n}`));
    const text = people.map(({ username }) => `@${username}`).join(' ');

    expect(mentioned(text, { people })).toEqual(people.slice(0, 50).map((each) => each.username));
  });
});

test.each([
  ['DIRECT', 'MEMBER', true],
  ['GROUP', 'OWNER', true],
  ['GROUP', 'MEMBER', false],
] as const)('in a %s conversation the %s may mention everyone: %j', (kind, role, may) => {
  expect(mentionableOf([], { kind, role, mutedUntil: null }, 0).everyone).toBe(may);
});

describe('whatever somebody writes', () => {
  const anything = fc
    .array(
      fc.oneof(
        fc.constantFrom('@', '@bob', 'bob', '@émile', '@everyone', '@dave', '`', '```', '\n', ' '),
        fc.constantFrom('**', '_', '> ', '- ', '[', '](', ')', 'https://a.example/', '.', ','),
        fc.string({ unit: 'grapheme', maxLength: 3 }),
      ),
    )
    .map((parts) => parts.join(''));

  test('mentions members only, each once, by whole words', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const usernames = mentioned(text);

        expect(new Set(usernames).size).toBe(usernames.length);
        for (const username of usernames) {
          expect(PEOPLE.map((each) => each.username)).toContain(username);
          const word = `(?<![\\p{L}\\p{N}])@${username.replace('.', '\\.')}(?![\\p{L}\\p{N}])`;
          expect(partsOf(text).some((part) => new RegExp(word, 'iu').test(part))).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('mentions whom it shows as mentioned, and nobody in code', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const html = shown(text);
        const marked = [...html.matchAll(/data-mention="true">@<bdi>&lt;([^&]*)&gt;/gu)];

        expect(new Set(marked.map(([, username]) => username))).toEqual(new Set(mentioned(text)));
        for (const [, code] of html.matchAll(/<code[^>]*>(.*?)<\/code>/gsu)) {
          expect(code).not.toContain('data-mention');
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

test('the reader is shown apart from others', () => {
  expect(shown('@bob')).toMatch(/reader/u);
  expect(shown('@émile')).not.toMatch(/reader/u);
});
