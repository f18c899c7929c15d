import { describe, expect, test } from 'vitest';

import { dayName, futureTime, shortTime } from '../../src/chat/times';

describe('times', () => {
  const now = new Date('2026-05-07T00:30:00');

  test('yesterday is the calendar’s, not 24 hours ago', () => {
    expect(dayName(new Date('2026-05-06T23:59:00'), now)).toBe('Yesterday');
    expect(shortTime(new Date('2026-05-06T23:59:00'), now)).toBe('Yesterday');
    expect(dayName(new Date('2026-05-07T00:00:00'), now)).toBe('Today');
  });

  test('what ends later says on which day, by the calendar', () => {
    expect(futureTime(new Date('2026-05-07T23:59:00'), now)).not.toContain(',');
    expect(futureTime(new Date('2026-05-08T00:10:00'), now)).toContain('tomorrow, ');
    expect(futureTime(new Date('2026-05-10T12:00:00'), now)).toContain('Sunday, ');
    expect(futureTime(new Date('2026-05-20T12:00:00'), now)).toMatch(/20|May/u);
    expect(futureTime(new Date('2027-05-07T12:00:00'), now)).toContain('2027');
  });

  test('another year is named', () => {
    expect(dayName(new Date('2025-05-07T12:00:00'), now)).toContain('2025');
    expect(dayName(new Date('2026-01-07T12:00:00'), now)).not.toContain('2026');
  });
});
