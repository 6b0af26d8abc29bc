import { expect, test } from 'vitest';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { createHazard } from '#rigs/faults/hazard.ts';
import { faultText, type PlannedFault } from '#rigs/faults/opportunity.ts';
import type { FaultedRun } from './faulted-run.ts';
import { sweep, UntouchedFails } from './sweep.ts';

/** A subject of this test that meets six opportunities and breaks a rule when `breaks` says so. */
function subject(breaks: (faults: readonly string[]) => boolean) {
  const runs: string[][] = [];
  const run = async (faults: readonly PlannedFault[]): Promise<FaultedRun> => {
    const hazard = createHazard(faults);
    for (const kind of ['to-host', 'from-host', 'store-write', 'to-host', 'from-host', 'store-write'] as const) {
      hazard.meet(kind, 'something');
    }
    const names = faults.map(faultText);
    runs.push(names);
    const violation = { invariant: 'charged-twice', expected: 'once', observed: 'twice' } as const;
    return {
      met: hazard.met,
      struckCount: hazard.struck.size,
      violations: breaks(names) ? [violation] : [],
      events: [],
    };
  };
  return { run, runs };
}
const order = { rng: seededRng('7'), pairCount: 100 };

test('tries every fault at every opportunity once and lasting, then pairs, none twice', async () => {
  const { run, runs } = subject(() => false);
  const result = await sweep({ ...order, run });
  const names = runs.map((faults) => faults.join(' '));
  expect(new Set(names).size).toBe(names.length);
  // Thirteen strikes at each of two messages out, thirteen at each of two in, four at each of two writes; once and lasting.
  expect(result).toMatchObject({ opportunityCount: 6, singleCount: 120, pairCount: 100, runCount: 220, found: [] });
});

test('finds two faults that are harmful together and none that is not needed', async () => {
  const { run } = subject(
    (faults) =>
      faults.some((name) => name.startsWith('to-host#1:lost')) && faults.some((name) => name.includes('disk')),
  );
  const { found, violatingRunCount } = await sweep({ ...order, pairCount: 2000, run });
  expect(violatingRunCount).toBeGreaterThan(0);
  expect(found.length).toBeGreaterThan(0);
  for (const { faults } of found) {
    expect(faults.length).toBe(2);
    expect(faults.every(({ isLasting }) => !isLasting)).toBe(true);
  }
});

test('says of a lasting fault that is needed as such that it is lasting', async () => {
  const { run } = subject((faults) => faults.includes('to-host#2:lost:lasting'));
  const { found } = await sweep({ ...order, pairCount: 0, run });
  expect(found.map(({ faults }) => faults.map(faultText))).toEqual([['to-host#2:lost:lasting']]);
});

test('does not begin with a journey that is wrong by itself', async () => {
  const { run } = subject(() => true);
  await expect(sweep({ ...order, run })).rejects.toBeInstanceOf(UntouchedFails);
});

test('stops when it is told to, and says that it is not complete', async () => {
  const { run } = subject(() => false);
  const stop = new AbortController();
  const result = await sweep({
    ...order,
    run,
    signal: stop.signal,
    onRun: ({ runCount }) => void (runCount === 10 && stop.abort(new Error('enough'))),
  });
  expect(result).toMatchObject({ runCount: 10, isComplete: false });
});
