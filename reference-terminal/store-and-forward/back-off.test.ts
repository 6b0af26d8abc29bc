import { expect, test } from 'vitest';
import { pauseAfter } from './back-off.ts';

const least = (): Uint8Array => Uint8Array.of(0, 0);
const most = (): Uint8Array => Uint8Array.of(0xff, 0xff);

test('doubles from the first pause up to the cap', () => {
  const terms = { firstMs: 500, growth: { capMs: 4000, jitterPercent: 50 }, random: least };
  expect([1, 2, 3, 4, 5, 1000].map((count) => pauseAfter(count, terms))).toEqual([500, 1000, 2000, 4000, 4000, 4000]);
});

test('takes at most the agreed part off', () => {
  const terms = { firstMs: 500, growth: { capMs: 4000, jitterPercent: 50 }, random: most };
  expect([1, 2, 9].map((count) => pauseAfter(count, terms))).toEqual([250, 500, 2000]);
});

test('neither grows nor draws chance where nothing is said', () => {
  const random = (): never => {
    throw new Error('chance was drawn');
  };
  expect(pauseAfter(9, { firstMs: 500, growth: undefined, random })).toBe(500);
});
