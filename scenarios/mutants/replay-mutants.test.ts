import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyProject, type Checkout } from './checkout.ts';
import { mutants } from './mutants.table.ts';

const timeoutMs = 300_000;
/** What the faulty terminal sends otherwise for the first time, where a right one was recorded. */
const differing = [
  { name: 'cryptogram-left-out', side: 'message to the host', part: 'element 55' },
  { name: 'entry-mode-of-contact', side: 'message to the host', part: 'element 22' },
  { name: 'replacement-left-out', side: 'message to the host', part: 'element 95' },
  { name: 'records-backwards', side: 'command to the card', part: '' },
  { name: 'options-list-unread', side: 'command to the card', part: '' },
] as const;

describe('a replay of what a right terminal did', { timeout: timeoutMs }, () => {
  let copy: Checkout;
  beforeAll(async () => {
    copy = await copyProject();
    await copy.certify(['approved-online', 'goods-come-back', 'card-with-pdol']);
  }, timeoutMs);
  afterAll(() => copy[Symbol.asyncDispose](), timeoutMs);

  test('is the same with that terminal', async () => {
    expect(await copy.replay()).toEqual({ exitCode: 0, divergences: [] });
  });

  test.each(differing)('tells where $name begins to send something else', async ({ name, side, part }) => {
    const mutant = mutants.find((each) => each.name === name);
    await using _broken = await copy.mutate(mutant?.edits ?? []);
    const { exitCode, divergences } = await copy.replay();
    expect(exitCode).toBe(1);
    expect(divergences).toContainEqual(expect.objectContaining({ side, part }));
  });
});
