import { describe, expect, test } from 'vitest';

import { hueOf, initialsOf } from '../../src/components/avatar-style';

describe('avatars', () => {
  test.each([
    ['Alice Moreau', 'AM'],
    ['émile', 'É'],
    ['Tea & Cake', 'TC'],
    ['дмитрий иванов', 'ДИ'],
    ['Robin (@robin.smith)', 'R'],
    ['…', ''],
  ])('%s: %s', (name, expected) => {
    expect(initialsOf(name)).toBe(expected);
  });

  test('a colour depends on nothing but the id', () => {
    expect(hueOf('some id')).toBe(hueOf('some id'));
    expect(new Set(['a', 'b', 'c', 'd', 'e', 'f'].map(hueOf)).size).toBeGreaterThan(3);
  });
});
