import { expect, test } from 'vitest';

import { momentOf } from './calendar.ts';

// 951782400 and 1709251199 are the epoch seconds of 29 February 2000, 00:00:00, and 29 February 2024, 23:59:59 UTC.
test.each([
  [0, '1970 01 01 000000 001'],
  [951_782_400_000, '2000 02 29 000000 060'],
  [1_709_251_199_999, '2024 02 29 235959 060'],
  [1_709_251_200_000, '2024 03 01 000000 061'],
  [1_798_761_599_000, '2026 12 31 235959 365'],
  [1_735_603_200_000, '2024 12 31 000000 366'],
])('writes %d ms as %s', (timeMs, text) => {
  const { year, month, day, time, dayOfYear } = momentOf(timeMs);
  expect([year, month, day, time, dayOfYear].join(' ')).toBe(text);
});
