import { describe, expect, test } from 'vitest';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import type { Recorded } from '#drivers/ports/evidence.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import { bench } from '#rigs/benches/sim.bench.ts';
import type { Rig } from '#rigs/rig.ts';
import { expectEqual } from './expectation.ts';
import { runCase, type CaseOrder, type CaseResult } from './run-case.ts';

const opened = await bench.open({ ports: {} });

/** Runs an act on the simulated bench; it claims one requirement, which the act may prove or not. */
function run(act: (rig: Rig) => Promise<void>, changes: Partial<CaseOrder> = {}): Promise<CaseResult> {
  const facts = { title: 'tries something', proves: ['R-1'], needs: ['contactless'] } as const;
  const scenario = { ...facts, slug: 'something', file: 'scenarios/something.scenario.ts', act };
  return runCase({ scenario, bench, opened, checks: [], rng: seededRng('7'), ...changes });
}

async function proveIt(rig: Rig): Promise<void> {
  expectEqual(rig, { text: 'all is well', expected: true, observed: true, proves: ['R-1'] });
}

function lastFailure({ events }: CaseResult) {
  return events.findLast((event) => event.kind === 'failure');
}

test('passes a case that proved what it claims', async () => {
  expect(await run(proveIt)).toMatchObject({ verdict: 'pass', reason: '1 findings, all as required' });
});

test('tells of every event as it is written, from the first on', async () => {
  const told: Recorded[] = [];
  const { events } = await run(proveIt, { onEvent: (event) => void told.push(event) });
  expect(told.length).toBeGreaterThan(3);
  expect(told).toEqual(events);
});

test('gives the same events for the same chance', async () => {
  const roam = async (rig: Rig): Promise<void> => {
    await rig.terminal.perform({ kind: 'purchase', amountMinor: 1250, currencyCode: '978' });
  };
  const [first, second] = [await run(roam), await run(roam)];
  expect(first.events).toEqual(second.events);
  expect(first.durationMs).toBeGreaterThan(0);
});

describe('a scenario that goes wrong', () => {
  test('by an error of its own is an error of the harness', async () => {
    const result = await run(() => Promise.reject(new TypeError('rig.reader is not a function')));
    expect(result).toMatchObject({ verdict: 'error', reason: 'HARNESS_DEFECT: rig.reader is not a function' });
    expect(lastFailure(result)).toMatchObject({ code: 'HARNESS_DEFECT', blame: 'harness' });
  });

  test('by waiting for what can never come is ended and undecided', async () => {
    const result = await run(() => new Promise(() => undefined));
    expect(result.verdict).toBe('inconclusive');
    expect(lastFailure(result)).toMatchObject({ code: 'SIMULATION_STALLED', blame: 'scenario' });
  });

  test('by a failure of the bench keeps who is to blame and the facts', async () => {
    const details = { code: 'ARM_LOST', blame: 'bench', message: 'the arm is gone', facts: { port: 'x' } } as const;
    const result = await run(() => Promise.reject(new RigFailure(details)));
    expect(result.verdict).toBe('error');
    expect(lastFailure(result)).toMatchObject(details);
  });

  test('still has its books written and its rig closed', async () => {
    const { events } = await run(() => Promise.reject(new Error('early end')));
    expect(events.flatMap((event) => (event.kind === 'book' ? [event.of] : []))).toEqual(['acquirer', 'terminal']);
  });

  test('never brings an account number into the record', async () => {
    const result = await run(() => Promise.reject(new Error('no card 4111111111111111 here')));
    expect(result.reason).toBe('HARNESS_DEFECT: no card 411111******1111 here');
  });
});

describe('a case that can not begin', () => {
  test('for want of an ability is not applicable, and says which', async () => {
    const poor = { ...bench, description: { ...bench.description, abilities: new Set(['online'] as const) } };
    const result = await run(proveIt, { bench: poor });
    expect(result).toMatchObject({ verdict: 'not-applicable', reason: 'bench sim lacks: contactless', events: [] });
  });

  test('for want of an ability that the bench has elsewhere is not run, and says why', async () => {
    const lackingHere = new Map([['contactless', 'the reader needs root'] as const]);
    const poor = { ...bench, description: { ...bench.description, lackingHere } };
    const result = await run(proveIt, { bench: poor });
    expect(result).toMatchObject({ verdict: 'not-run', reason: 'the reader needs root', events: [] });
  });

  test.each([
    {
      what: 'the bench has no rig for it',
      error: new RigFailure({ code: 'READER_GONE', blame: 'bench', message: 'asked the reader, heard nothing' }),
      reason: 'READER_GONE: asked the reader, heard nothing',
    },
    {
      what: 'opening the rig has a defect',
      error: new TypeError('no such port 4111111111111111'),
      reason: 'HARNESS_DEFECT: no such port 411111******1111',
    },
  ])('because $what is an error with a reason and no events', async ({ error, reason }) => {
    const broken = { ...opened, openRig: () => Promise.reject(error) };
    const result = await run(proveIt, { opened: broken });
    expect(result).toMatchObject({ verdict: 'error', reason, events: [], durationMs: 0 });
    expect(result.findings).toHaveLength(1);
  });

  test('because the person gave up ends as an error of the bench, not as a verdict on the subject', async () => {
    const lingering = (rig: Rig): Promise<void> => rig.clock.sleep(1000);
    const result = await run(lingering, { signal: AbortSignal.abort(new Error('enough')) });
    expect(lastFailure(result)).toMatchObject({ code: 'INTERRUPTED', blame: 'bench' });
    expect(result.verdict).toBe('error');
  });
});
