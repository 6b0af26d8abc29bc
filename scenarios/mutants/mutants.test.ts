import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyProject, type Checkout } from './checkout.ts';
import { mutants, survivors } from './mutants.table.ts';

/** Two at a time, each in a copy of its own: more would only wait for processors. */
const copiesCount = 2;
const timeoutMs = 500_000;

const free: Checkout[] = [];
const waiting: ((copy: Checkout) => void)[] = [];

/** Runs work in a copy that nobody else uses meanwhile. */
async function inCopy<T>(work: (copy: Checkout) => Promise<T>): Promise<T> {
  const copy = free.pop() ?? (await new Promise<Checkout>((resolve) => waiting.push(resolve)));
  try {
    return await work(copy);
  } finally {
    const next = waiting.shift();
    if (next === undefined) free.push(copy);
    else next(copy);
  }
}

describe.concurrent('the suite', { timeout: timeoutMs }, () => {
  beforeAll(async () => {
    free.push(...(await Promise.all(Array.from({ length: copiesCount }, () => copyProject()))));
  }, timeoutMs);
  afterAll(async () => {
    for (const copy of free) await copy[Symbol.asyncDispose]();
  }, timeoutMs);

  test('passes the terminal as it is', async () => {
    const result = await inCopy((copy) => copy.certify([]));
    expect(result.exitCode).toBe(0);
  });

  test.each(mutants)('catches $name: $fault', async ({ edits, caughtBy }) => {
    const result = await inCopy(async (copy) => {
      await using _broken = await copy.mutate(edits);
      return await copy.certify(caughtBy);
    });
    expect(result.verdicts).toEqual(Object.fromEntries(caughtBy.map((slug) => [slug, 'fail'])));
    expect(result.exitCode).toBe(1);
  });

  // When one of these fails, a blind spot was closed: move the mutant to those that are caught.
  test.each(survivors)('does not see $name yet: $survives', async ({ edits }) => {
    const result = await inCopy(async (copy) => {
      await using _broken = await copy.mutate(edits);
      return await copy.certify([]);
    });
    expect(result.exitCode).toBe(0);
  });
});
