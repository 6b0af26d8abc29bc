import { expect, test } from 'vitest';
import { addCounts, countsLine, isTestCounts } from './test-counts.ts';

test('the closing line has exactly three counts', () => {
  expect(countsLine({ passed: 123, failed: 0, skipped: 2 })).toBe('123 passed, 0 failed, 2 skipped');
});

test('a test that never ended has failed, and so has a file that could not be loaded', () => {
  const states = ['passed', 'passed', 'skipped', 'failed', 'pending'];
  expect(addCounts(states, 0)).toEqual({ passed: 2, failed: 2, skipped: 1 });
  expect(addCounts(states, 2)).toEqual({ passed: 2, failed: 4, skipped: 1 });
  expect(addCounts([], 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('other messages of the test runner are not taken for counts', () => {
  expect(isTestCounts({ passed: 1, failed: 0, skipped: 0 })).toBe(true);
  for (const other of [undefined, null, 'passed', {}, { passed: 1, failed: '0', skipped: 0 }]) {
    expect(isTestCounts(other)).toBe(false);
  }
});
