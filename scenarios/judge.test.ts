import { describe, expect, test } from 'vitest';
import type { Happening, Recorded, Verdict } from '#drivers/ports/evidence.ts';
import type { Check } from './check.ts';
import { journal, masked } from './checks/journal.fixture.ts';
import { judge, worse, type JudgementBasis } from './judge.ts';
import { loadChecks } from './library.ts';

const everything: ReadonlySet<Happening['kind']> = new Set(['expectation', 'apdu', 'host-message', 'book', 'failure']);

/** Judges one expectation that holds, and whatever the test adds to it. */
function judged(basis: Partial<JudgementBasis> & { readonly happenings?: readonly Happening[] }) {
  const { happenings = [], ...rest } = basis;
  const events = journal(expectation(true), happenings);
  return judge({ events, checks: [], proves: ['R-1'], records: everything, ...rest });
}

function expectation(holds: boolean, proves: readonly string[] = ['R-1']): Happening {
  const [expected, observed] = [masked('approved'), masked(holds ? 'approved' : 'declined')];
  return { kind: 'expectation', text: 'the purchase is approved', proves, expected, observed, holds };
}

function failure(blame: Extract<Happening, { readonly kind: 'failure' }>['blame']): Happening {
  return { kind: 'failure', code: 'READER_GONE', blame, message: masked('asked, heard nothing'), facts: {} };
}

function checkOf(part: Partial<Check>): Check {
  return { name: 'a-check', clause: 'a clause', proves: ['R-2'], needs: [], judge: () => [], ...part };
}

function finding(holds: boolean) {
  return { holds, text: 'money is safe', expected: 'safe', observed: holds ? 'safe' : 'gone' };
}

test('a case passes when all that was observed is as required', () => {
  const judgement = judged({ checks: [checkOf({ judge: () => [finding(true)] })] });
  expect(judgement).toMatchObject({ verdict: 'pass', reason: '2 findings, all as required' });
});

describe('the worst finding decides', () => {
  const order: readonly Verdict[] = ['not-run', 'pass', 'inconclusive', 'fail', 'error'];

  test.each(order.flatMap((a, i) => order.map((b, j) => [a, b, order[Math.max(i, j)]] as const)))(
    'between %s and %s it is %s',
    (a, b, worst) => {
      expect(worse(a, b)).toBe(worst);
    },
  );

  test('and the reason names it', () => {
    const happenings = [expectation(false), failure('scenario')];
    expect(judged({ happenings })).toMatchObject({ verdict: 'fail', reason: 'not so: the purchase is approved' });
  });
});

describe('a failure on the way', () => {
  test.each([
    ['bench', 'error'],
    ['harness', 'error'],
    ['subject', 'fail'],
    ['scenario', 'inconclusive'],
  ] as const)('of the %s makes the case %s', (blame, verdict) => {
    const judgement = judged({ happenings: [failure(blame)] });
    expect(judgement).toMatchObject({ verdict, reason: 'READER_GONE: asked, heard nothing' });
  });

  test('of the bench is never held against the subject, even beside a broken expectation', () => {
    expect(judged({ happenings: [expectation(false), failure('bench')] }).verdict).toBe('error');
  });
});

describe('what can not be decided', () => {
  test('a claim without evidence is inconclusive', () => {
    const judgement = judged({ proves: ['R-1', 'R-9'] });
    expect(judgement).toMatchObject({ verdict: 'inconclusive', reason: 'no evidence for R-9 was recorded' });
  });

  test('a check for which the bench is blind is inconclusive, and is not asked', () => {
    const blind = checkOf({ needs: ['bus'], judge: () => [finding(false)] });
    const judgement = judged({ checks: [blind] });
    expect(judgement.verdict).toBe('inconclusive');
    expect(judgement.findings.at(-1)).toMatchObject({ check: 'a-check', observed: 'none can be recorded here' });
  });

  test('lost real time makes a case inconclusive, and none lost does not', () => {
    const lost = (lostMs: number): Happening => ({ kind: 'lost-real-time', device: 'arm controller', lostMs });
    expect(judged({ happenings: [lost(12)] }).verdict).toBe('inconclusive');
    expect(judged({ happenings: [lost(0)] }).verdict).toBe('pass');
  });

  test('a check that found no occasion proves nothing', () => {
    expect(judged({ proves: ['R-1', 'R-2'], checks: [checkOf({})] }).verdict).toBe('inconclusive');
  });
});

describe('a check', () => {
  test('that is broken by the subject makes the case fail', () => {
    expect(judged({ checks: [checkOf({ judge: () => [finding(false)] })] })).toMatchObject({
      verdict: 'fail',
      reason: 'not so: money is safe',
    });
  });

  test('of the bench itself makes an error of the case when it is broken', () => {
    const check = checkOf({ breach: 'error', judge: () => [finding(false)] });
    expect(judged({ checks: [check] }).verdict).toBe('error');
  });

  test('that crashes is an error that names it, and the others are still asked', () => {
    const crashing = checkOf({
      name: 'crashing',
      judge: () => {
        throw new RangeError('out of range');
      },
    });
    const judgement = judged({ checks: [crashing, checkOf({ judge: () => [finding(true)] })] });
    expect(judgement).toMatchObject({ verdict: 'error', reason: 'the check itself broke: out of range' });
    expect(judgement.findings.map(({ check }) => check)).toEqual(['expectation', 'crashing', 'a-check']);
  });

  test('decides its own requirements, or those that a finding narrows them to', () => {
    const narrowing = checkOf({ judge: () => [finding(true), { ...finding(true), requirementIds: ['R-3'] }] });
    const ids = judged({ checks: [narrowing] }).findings.map(({ requirementIds }) => requirementIds);
    expect(ids).toEqual([['R-1'], ['R-2'], ['R-3']]);
  });
});

describe('an empty journal', () => {
  const nothing: readonly Recorded[] = [];

  test.each([{ proves: [] }, { proves: ['ISO8583-DE39-1'] }])(
    'never passes, whether it claims $proves',
    async ({ proves }) => {
      const checks = await loadChecks();
      const records = new Set(checks.flatMap(({ needs }) => needs));
      expect(judge({ events: nothing, checks, proves, records }).verdict).toBe('inconclusive');
    },
  );

  test('never passes by findings about the record alone', () => {
    const clean = checkOf({ proves: [], judge: () => [finding(true)] });
    const judgement = judge({ events: nothing, checks: [clean], proves: [], records: everything });
    expect(judgement.verdict).toBe('inconclusive');
  });
});

describe('a fault that was armed', () => {
  const fault = (name: string, state: 'armed' | 'struck' | 'lifted'): Happening => ({
    kind: 'fault',
    name,
    state,
    facts: {},
  });

  test('and never struck leaves the case undecided', () => {
    const happenings = [fault('latency', 'struck'), fault('latency', 'armed'), fault('slicing', 'struck')];
    expect(judged({ happenings })).toMatchObject({
      verdict: 'inconclusive',
      reason: 'the fault latency was armed and never struck: what followed proves nothing about it',
    });
  });

  test('and was lifted before another one of its kind struck leaves it undecided too', () => {
    const happenings = [fault('latency', 'armed'), fault('latency', 'lifted'), fault('latency', 'struck')];
    expect(judged({ happenings }).verdict).toBe('inconclusive');
  });

  test('and struck is no matter', () => {
    expect(judged({ happenings: [fault('latency', 'armed'), fault('latency', 'struck')] }).verdict).toBe('pass');
  });
});
