import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyProject, type Checkout } from './checkout.ts';
import { moneyMutants } from './money-mutants.table.ts';

const timeoutMs = 300_000;

describe('a sweep', { timeout: timeoutMs }, () => {
  let copy: Checkout;
  beforeAll(async () => {
    copy = await copyProject();
  }, timeoutMs);
  afterAll(() => copy[Symbol.asyncDispose](), timeoutMs);

  test.each(moneyMutants)('finds $name: $fault', async ({ edits, journey, breaks }) => {
    await using _broken = await copy.mutate(edits);
    const { exitCode, found } = await copy.sweep(journey);
    expect(exitCode).toBe(1);
    expect(found.flatMap(({ violations }) => violations.map(({ invariant }) => invariant))).toContain(breaks);
    for (const { faults } of found) expect(faults.length).toBeLessThanOrEqual(3);
  });
});
