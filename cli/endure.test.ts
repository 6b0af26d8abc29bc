import { expect, test } from 'vitest';
import { touchstone } from './cli.fixture.ts';

interface Told {
  readonly killCount: number;
  readonly killedInTransaction: number;
  readonly approved: number;
  readonly violations: readonly unknown[];
}

test('the books agree after a terminal was killed 25 times while it sold', { timeout: 120_000 }, async () => {
  const ended = await touchstone(['endure', '--kills', '25', '--seed', '7', '--json']);
  expect(ended.err).toBe('');
  const told: Told = JSON.parse(ended.out);
  expect(told).toMatchObject({ killCount: 25, violations: [] });
  expect(told.killedInTransaction).toBeGreaterThan(0);
  expect(told.approved).toBeGreaterThan(0);
  expect(ended.code).toBe(0);
});
