import fc from 'fast-check';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';

import { mayHaveMarkup } from '../../src/components/formatting/markup';
import { plain, rendered } from '../../src/components/formatting/rendering';
import { emojiByName } from '../../src/components/formatting/short-codes';
import { LinkedText } from '../../src/components/linked-text';
import type { Mentioned } from '../../src/components/mentions';

const onCopy = () => undefined;
const mentioned: readonly Mentioned[] = [];

/** What the reader gets, without the attributes that are the same for all. */
function html(text: string): string {
  const shown: ReactNode = rendered(text, { emojiByName, mentioned, onCopy }) ?? (
    <LinkedText text={text} mentioned={mentioned} />
  );
  return renderToStaticMarkup(shown).replace(/ (?:class|style|target|rel|dir)="[^"]*"/gu, '');
}

const words = (text: string) => plain(text, { emojiByName });

describe('a formatted text', () => {
  test.each([
    ['**bold** and __bold__', '<strong>bold</strong> and <strong>bold</strong>'],
    ['*italic*, _italic_', '<em>italic</em>, <em>italic</em>'],
    ['~~gone~~ ~stays~', '<s>gone</s> ~stays~'],
    ['**a *b* c**', '<strong>a <em>b</em> c</strong>'],
    ['`*code*`', '<code>*code*</code>'],
    ['snake_case_name 2*3*4', 'snake_case_name 2<em>3</em>4'],
    ['> said\n> so\n\nyes', '<blockquote>said\nso</blockquote>yes'],
    ['- a\n- b\n  - c', '<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>'],
    ['3. a\n5. b', '<ol><li value="3">a</li><li value="5">b</li></ol>'],
    [':tada: :heart: :no_such:', '🎉 ❤️ :no_such:'],
    ['`:tada:`', '<code>:tada:</code>'],
    ['\\*as typed\\*', '*as typed*'],
  ])('%s', (text, shown) => {
    expect(html(text)).toBe(shown);
  });

  test.each([
    ['# no heading _', '# no heading _'],
    ['a *\n---\n*', 'a *\n---\n*'],
    ['<b>_</b> &amp; _', '&lt;b&gt;_&lt;/b&gt; &amp;amp; _'],
    ['| _ |\n|---|', '| _ |\n|---|'],
    ['[_]: x', '[_]: x'],
    ['C:\\\n*', 'C:\\\n*'],
  ])('%s stays as it was typed', (text, shown) => {
    expect(html(text)).toBe(shown);
  });

  test('a picture is a link to it', () => {
    expect(html('![_](https://a.example/b.png)')).toMatch(/^!<a href[^>]*>_<\/a>$/u);
  });

  test('lines and spaces stay as they were typed', () => {
    const text = '  a **b**  \n    c\n\n\n  d\\\n_e_';

    expect(html(text)).toBe('  a <strong>b</strong>  \n    c\n\n\n  d\\\n<em>e</em>');
  });

  test('a code block keeps everything in it, and says what it is called', () => {
    const shown = html('look:\n```ts\n  a <b>\n\n*c*\n```\nthere');

    expect(shown).toMatch(/^look:<div><div><span>ts<\/span><button.*there$/su);
    expect(shown).toContain('<pre><code>  a &lt;b&gt;\n\n*c*</code></pre>');
  });

  test.each([
    ['[words](https://a.example/x_y_z)', 'https://a.example/x_y_z', 'words'],
    ['[words](www.a.example)', 'https://www.a.example', 'words'],
    ['[words](mailto:a@b.example)', 'mailto:a@b.example', 'words'],
    ['[https://a.example](https://a.example)', 'https://a.example', 'https://a.example'],
  ])('%s is a link', (text, href, shown) => {
    expect(html(text)).toBe(`<a href="${href}" title="${href}">${shown}</a>`);
  });

  test.each([
    '[words](javascript:alert(1))',
    '[words](data:text/html,x)',
    '[words](//a.example)',
    '[words](/c/1)',
    '[words]()',
    '[words](<javascript:alert(1)>)',
    '[words](java&#115;cript:alert(1))',
  ])('%s is none', (text) => {
    expect(html(text)).not.toContain('<a');
  });

  test('an address does not stand for another one', () => {
    expect(html('[https://bank.example](https://thief.example)')).toBe(
      '[<a href="https://bank.example">https://bank.example</a>]' +
        '(<a href="https://thief.example">https://thief.example</a>)',
    );
  });

  test('marks within an address are part of it, those around it are not', () => {
    expect(html('**https://a.example/*b*_c_**, _')).toBe(
      '<strong><a href="https://a.example/*b*_c">https://a.example/*b*_c</a>_</strong>, _',
    );
  });

  test('in a line it has no marks', () => {
    expect(words('**Hi** [there](https://a.example) :tada:\n> *you*\n\n1. `a`\n2. b')).toBe(
      'Hi there 🎉\nyou\n1. a\n2. b',
    );
  });
});

describe('what needs formatting', () => {
  test.each(['*a*', '__a__', '~~a~~', '`a`', '```\na', '> a', ' - a', '1) a', '[a](b', ':tada:'])(
    '“%s” may',
    (text) => {
      expect(mayHaveMarkup(text)).toBe(true);
      expect(mayHaveMarkup(`First.\n${text}`)).toBe(true);
    },
  );

  test.each(['', 'Hello', '2 * 3', 'at 10:30', '-1', '- ', '~5', 'a_b', 'https://a.example', '#1'])(
    '“%s” does not',
    (text) => {
      expect(mayHaveMarkup(text)).toBe(false);
    },
  );
});

describe('whatever somebody wrote', () => {
  const mark = fc.constantFrom(
    ...[
      '*',
      '**',
      '_',
      '~~',
      '`',
      '```',
      '\n',
      '\n\n',
      '> ',
      '- ',
      '1. ',
      '[',
      '](',
      ')',
      '\\',
      ' ',
      '    ',
    ],
    ...[
      'https://a.example',
      'javascript:',
      'www.a.example',
      'a@b.example',
      '<',
      '&lt;',
      ':tada:',
      '![',
      '#',
    ],
  );
  const anything = fc
    .array(fc.oneof({ weight: 3, arbitrary: mark }, fc.string({ unit: 'grapheme', maxLength: 5 })))
    .map((parts) => parts.join(''));
  const asTyped = (text: string) =>
    renderToStaticMarkup(
      rendered(text, { emojiByName: new Map(), mentioned, onCopy }) ?? (
        <LinkedText text={text} mentioned={mentioned} />
      ),
    );

  test('nothing of it is lost but marks', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(unmarked(visible(asTyped(text)))).toBe(unmarked(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test('every link leads to the web or to a mailbox, by an address that was typed', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const hrefs = [...html(text).matchAll(/href="([^"]*)"/gu)].map(([, href]) =>
          decoded(href ?? ''),
        );
        for (const href of hrefs) {
          expect(href).toMatch(/^(?:https?|mailto):/iu);
          expect(text).toContain(href.replace(/^(?:mailto:|https:\/\/(?=www\.))/iu, ''));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ...[
      '[',
      '>',
      '*',
      '*a ',
      '**a *b ',
      '`',
      '- ',
      '1. ',
      '[a](',
      '[a]',
      '\\',
      '_a',
      '~~',
      '> - ',
      '[*',
      '``` ',
      'www.a*',
      '](',
      '<',
      ':a',
    ],
    ...['a@b.example*', '*a**b***c', '[x](https://a.example ', '- a\n  ', '>\n'],
  ])('thousands of “%s” neither fail nor cost time', (part) => {
    const text = part.repeat(4_000 / part.length);
    const began = performance.now();

    const shown = renderToStaticMarkup(<>{rendered(text, { emojiByName, mentioned, onCopy })}</>);

    expect(performance.now() - began).toBeLessThan(1_000);
    expect(shown.split('<').length).toBeLessThan(20_000);
  });
});

/** Its text, and where its links lead if that is not their text. */
function visible(markup: string): string {
  const withAddresses = markup
    .replace(
      /<a href="[^"]*" title="([^"]*)"[^>]*>(.*?)<\/a>/gsu,
      (_, href: string, shown: string) => `${shown}${href.replace(/^https:\/\/(?=www\.)/u, '')}`,
    )
    .replace(/<li value="(\d+)"[^>]*>/gu, '$1');
  return decoded(withAddresses.replace(/<[^>]*>/gu, ''));
}

function decoded(text: string): string {
  const characters: Readonly<Record<string, string>> = {
    lt: '<',
    gt: '>',
    quot: '"',
    '#x27': "'",
    amp: '&',
  };
  return text.replace(/&(lt|gt|quot|#x27|amp);/gu, (_, name: string) => characters[name] ?? '');
}

function unmarked(text: string): string {
  return text.replace(/[\s*_~`<>[\]()+\-\\.]/gu, '');
}
