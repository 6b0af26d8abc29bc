import { expect, test } from 'vitest';
import { seededRng } from './seeded-rng.ts';

test('gives the same numbers for the same seed and others for another', () => {
  expect(seededRng('7').bytes(16)).toEqual(seededRng('7').bytes(16));
  expect(seededRng('7').bytes(16)).not.toEqual(seededRng('8').bytes(16));
});

test('keeps forks independent: a draw from one moves nothing in the other', () => {
  const one = seededRng('7');
  const two = seededRng('7');
  one.fork('noise').bytes(1000);
  expect(one.bytes(8)).toEqual(two.bytes(8));
  expect(one.fork('host').below(1000)).toBe(two.fork('host').below(1000));
});

test('stays below the bound and reaches every value', () => {
  const rng = seededRng('bound');
  const seen = new Set(Array.from({ length: 400 }, () => rng.below(7)));
  expect([...seen].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
});
