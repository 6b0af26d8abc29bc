import { expect, test } from 'vitest';
import { explainFailure } from './failure-text.ts';

test('hides an account number in the words of an error that nobody foresaw', () => {
  const { text, exitCode } = explainFailure(new Error('expected 5413330089020011 to be read'));
  expect(text).toContain('541333******0011');
  expect(text).not.toContain('5413330089020011');
  expect(exitCode).toBe(3);
});
