import { describe, expect, test } from 'vitest';

import { dayName, shortTime } from '../../src/chat/times';

describe('times', () => {
  const now = new Date('2026-05-07T00:30:00');

  test('yesterday is the calendar’s, not 24 hours ago', () => {
    expect(dayName(new Date('2026-05-06T23:59:00'), now)).toBe('Yesterday');
    expect(shortTime(new Date('2026-05-06T23:59:00'), now)).toBe('Yesterday');
    expect(dayName(new Date('2026-05-07T00:00:00'), now)).toBe('Today');
  });

  test('another year is named', () => {
    expect(dayName(new Date('2025-05-07T12:00:00'), now)).toContain('2025');
    expect(dayName(new Date('2026-01-07T12:00:00'), now)).not.toContain('2026');
  });
});
