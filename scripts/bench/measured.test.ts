import { describe, expect, test } from 'vitest';
import { percentile } from './measured.ts';

/** The example of the nearest-rank method that textbooks and encyclopaedias use. */
const ordered = [15, 20, 35, 40, 50];

describe('a percentile by nearest rank', () => {
  test.each([
    [0.05, 15],
    [0.3, 20],
    [0.4, 20],
    [0.5, 35],
    [1, 50],
  ])('at a share of %d is %d', (share, expected) => {
    expect(percentile(ordered.toReversed(), share)).toBe(expected);
  });

  test('of nothing is refused', () => {
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });
});
