import { describe, expect, test } from 'vitest';
import { firstDay, lastDay, mmyy, monthsAfter } from './calendar.ts';

describe('a card calendar', () => {
  test.each([
    { todayIso: '2026-11-22', count: 36, expiry: '291130', certificate: '1129' },
    { todayIso: '2026-11-22', count: 2, expiry: '270131', certificate: '0127' },
    { todayIso: '2026-01-01', count: -1, expiry: '251231', certificate: '1225' },
    { todayIso: '2027-02-28', count: 12, expiry: '280229', certificate: '0228' },
    { todayIso: '2026-02-01', count: 0, expiry: '260228', certificate: '0226' },
  ])('finds the last day of the month $count months from $todayIso', ({ todayIso, count, expiry, certificate }) => {
    const month = monthsAfter({ todayIso, count });
    expect(lastDay(month)).toBe(expiry);
    expect(mmyy(month)).toBe(certificate);
  });

  test('begins an application on the first of a month', () => {
    expect(firstDay(monthsAfter({ todayIso: '2026-03-31', count: -12 }))).toBe('250301');
  });
});
