import { describe, expect, test } from 'vitest';

import { splitLinks } from '../../src/components/links';

describe('links', () => {
  const links = (text: string) =>
    splitLinks(text).flatMap(({ kind, value }) => (kind === 'link' ? [value] : []));

  test.each([
    ['see https://example.com.', ['https://example.com']],
    ['(https://example.com/a)', ['https://example.com/a']],
    ['https://example.com/a_(b). Yes', ['https://example.com/a_(b)']],
    ['“https://example.com”', ['https://example.com']],
    ['javascript:alert(1) data:text/html,x', []],
    ['https://', []],
    ['http://a.example https://b.example', ['http://a.example', 'https://b.example']],
  ])('%s', (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  test('an address that ends in thousands of brackets costs no time', () => {
    const text = `https://a.example/(${')'.repeat(20_000)}`;
    const began = performance.now();

    expect(links(text)).toEqual(['https://a.example/()']);
    expect(performance.now() - began).toBeLessThan(500);
  });

  test('nothing of the text is lost', () => {
    const text = 'a https://example.com, (b) https:// c\nhttps://d.example!';

    expect(
      splitLinks(text)
        .map(({ value }) => value)
        .join(''),
    ).toBe(text);
  });
});
