import { describe, expect, test } from 'vitest';

import { splitLinks } from '../../src/components/links';

describe('links', () => {
  const links = (text: string) =>
    splitLinks(text).flatMap(({ href }) => (href === undefined ? [] : [href]));

  test.each([
    ['see https://example.com.', ['https://example.com']],
    ['(https://example.com/a)', ['https://example.com/a']],
    ['https://example.com/a_(b). Yes', ['https://example.com/a_(b)']],
    ['“https://example.com”', ['https://example.com']],
    ['javascript:alert(1) data:text/html,x', []],
    ['https://', []],
    ['http://a.example https://b.example', ['http://a.example', 'https://b.example']],
    ['www.example.com/a, and more', ['https://www.example.com/a']],
    ['WWW.EXAMPLE.COM', ['https://WWW.EXAMPLE.COM']],
    ['awww.example.com www. www', []],
    ['to zoe+chat@mail.example.com.', ['mailto:zoe+chat@mail.example.com']],
    ['@zoe zoe@ @example.com zoe@localhost a@b-.', []],
    ['https://zoe@example.com/', ['https://zoe@example.com/']],
    ['main.py example.com', []],
  ])('%s', (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  test('an address that ends in thousands of brackets costs no time', () => {
    const text = `https://a.example/(${')'.repeat(20_000)}`;
    const began = performance.now();

    expect(links(text)).toEqual(['https://a.example/()']);
    expect(performance.now() - began).toBeLessThan(500);
  });

  test.each(['@', 'a@b.', 'www.', 'a.'])('thousands of “%s” cost no time', (part) => {
    const began = performance.now();

    splitLinks(part.repeat(20_000));

    expect(performance.now() - began).toBeLessThan(500);
  });

  test('nothing of the text is lost', () => {
    const text = 'a https://example.com, (b) https:// c\nhttps://d.example!';

    expect(
      splitLinks(text)
        .map(({ text: part }) => part)
        .join(''),
    ).toBe(text);
  });
});
