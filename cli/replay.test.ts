import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Masked, Recorded } from '#drivers/ports/evidence.ts';
import { readRun } from '#reports/evidence/run-folder.ts';
import type { CaseRecord } from '#reports/evidence/run-record.ts';
import { loadScenarios, type NamedScenario } from '#scenarios/library.ts';
import { newRun, touchstone } from './cli.fixture.ts';
import { replayCase, type Replayed } from './replay.ts';

let sim = '';
let loopback = '';
let scenarios: readonly NamedScenario[] = [];
beforeAll(async () => {
  [sim, loopback] = [newRun(), newRun()];
  const names =
    'approved-online host-silent cashier-refuses-the-part brown-out withdrawn-and-presented-again sells-by-a-gateway ' +
    'request-is-corrupted request-comes-twice-by-the-link host-name-is-unknown day-is-reconciled cold-battery ' +
    'sells-what-the-attendant-approved-by-telephone changes-keys-when-they-are-old outage-for-a-time';
  await touchstone(['run', ...names.split(' '), '--bench', 'sim', '--seed', '7', '--no-allure', '--out', sim]);
  await touchstone(['run', 'goods-come-back', '--bench', 'loopback', '--seed', '7', '--no-allure', '--out', loopback]);
  scenarios = await loadScenarios();
}, 60_000);

function caseOf(folder: string, name: string): CaseRecord {
  const found = readRun(folder).cases.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no case ${name} in ${folder}`);
  return found;
}

/** A record with one event changed by somebody who sealed it anew. */
function withChanged(
  recorded: CaseRecord,
  at: (event: Recorded) => boolean,
  change: (event: Recorded) => Recorded,
): CaseRecord {
  const place = recorded.events.findIndex(at);
  expect(place).toBeGreaterThan(0);
  return { ...recorded, events: recorded.events.map((event, index) => (index === place ? change(event) : event)) };
}

const replayed = (folder: string, recorded: CaseRecord): Promise<Replayed> =>
  replayCase(recorded, readRun(folder), scenarios);

describe('a run that is replayed', () => {
  test('sends the same in virtual time as it did there, with faults, power cuts and people', async () => {
    const { code, out, err } = await touchstone(['replay', sim]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('14 cases: 14 the same, 0 diverge, 0 undecided');
  });

  test('sends the same in virtual time as it did on real wires, and says what nobody could compare', async () => {
    const { code, out } = await touchstone(['replay', `${loopback}/loopback/goods-come-back`]);
    expect(out).toMatch(/compared {3}.*9 commands to the card, 4 messages to the host/u);
    expect(out).toMatch(/hidden {5}\d+ more are masked in the journal and were not compared/u);
    expect(out).toMatch(/made up {4}\d+ bytes that the journal masks, in \d+ answers of the card, by card standard$/mu);
    expect(code).toBe(0);
  });

  test.each([
    ['sim', 'sim/approved-online'],
    ['loopback', 'loopback/goods-come-back'],
  ])('finds a changed byte of a command at that byte (%s)', async (bench, name) => {
    const folder = bench === 'sim' ? sim : loopback;
    const isGenerate = (event: Recorded): boolean =>
      event.kind === 'apdu' && event.direction === 'command' && event.hex.startsWith('80AE');
    const changed = withChanged(caseOf(folder, name), isGenerate, (event) => {
      if (event.kind !== 'apdu') return event;
      // The last byte of the amount authorised, which the command begins with.
      const now = event.hex.slice(20, 22) === '50' ? '51' : '50';
      return { ...event, hex: `${event.hex.slice(0, 20)}${now}${event.hex.slice(22)}` as Masked };
    });
    const { verdict, comparison } = await replayed(folder, changed);
    expect(verdict).toBe('diverges');
    expect(comparison?.divergence).toMatchObject({
      side: 'command to the card',
      offset: 10,
      found: '50',
      expected: '51',
    });
    expect(comparison?.divergence?.eventIndex).toBe(changed.events.findIndex(isGenerate));
  });

  test('finds a changed digit of a message to the host at that digit', async () => {
    const isReversal = (event: Recorded): boolean => event.kind === 'host-message' && event.mti === '0420';
    const changed = withChanged(caseOf(loopback, 'loopback/goods-come-back'), isReversal, (event) =>
      event.kind === 'host-message'
        ? {
            ...event,
            fields: { ...event.fields, '95': `000000001001${event.fields['95']?.slice(12) ?? ''}` as Masked },
          }
        : event,
    );
    const { verdict, comparison } = await replayed(loopback, changed);
    expect(verdict).toBe('diverges');
    expect(comparison?.divergence).toMatchObject({ part: 'element 95', offset: 11, expected: '1', found: '0' });
  });

  test('follows a changed answer of the host, and goes another way', async () => {
    const isAnswer = (event: Recorded): boolean => event.kind === 'host-message' && event.mti === '0210';
    const changed = withChanged(caseOf(sim, 'sim/approved-online'), isAnswer, (event) =>
      event.kind === 'host-message' ? { ...event, fields: { ...event.fields, '39': '51' as Masked } } : event,
    );
    const { verdict, comparison } = await replayed(sim, changed);
    expect(verdict).not.toBe('same');
    expect(comparison?.divergence).toMatchObject({ side: 'display', expected: 'A', found: 'D' });
  });

  test('is undecided where the record breaks off, and the terminal goes on', async () => {
    const recorded = caseOf(sim, 'sim/approved-online');
    const place = recorded.events.findIndex((event) => event.kind === 'apdu' && event.hex.startsWith('80AE'));
    const [cut, last] = [recorded.events.slice(0, place), recorded.events[place]];
    const failure = { kind: 'failure', code: 'ARM_LOST', blame: 'bench', message: '' as Masked, facts: {} } as const;
    const broken = { ...recorded, events: [...cut, { ...failure, index: place, atMs: last?.atMs ?? 0 }] };
    const { verdict, why } = await replayed(sim, broken);
    expect({ verdict, why }).toMatchObject({
      verdict: 'undecided',
      why: expect.stringContaining('ends with ARM_LOST'),
    });
  });

  test('is undecided where a card that fills in what is masked says something else beside it', async () => {
    const isRecord = (event: Recorded): boolean =>
      event.kind === 'apdu' && event.direction === 'response' && event.hex.includes('*');
    const changed = withChanged(caseOf(sim, 'sim/approved-online'), isRecord, (event) =>
      event.kind === 'apdu' ? { ...event, hex: `${event.hex.slice(0, -4)}6A83` as Masked } : event,
    );
    const { verdict, why } = await replayed(sim, changed);
    expect({ verdict, why }).toMatchObject({ verdict: 'undecided', why: expect.stringContaining('made up by card') });
  });
});

test('a journal that was changed after it was sealed is not replayed', async () => {
  const path = join(sim, 'cases/sim/brown-out.journal.jsonl');
  const text = readFileSync(path, 'utf8');
  try {
    writeFileSync(path, text.replace('"amountMinor":1250', '"amountMinor":1350'));
    const { code, out } = await touchstone(['replay', sim, '--case', 'brown-out']);
    expect(out).toMatch(
      /undecided {2}its journal was changed after it was written: line \d+ does not continue the chain/u,
    );
    expect(code).toBe(3);
  } finally {
    writeFileSync(path, text);
  }
});

test('a case that the run does not have is wrong usage, and those that there are are named', async () => {
  const { code, err } = await touchstone(['replay', sim, '--case', 'approved-onlin']);
  expect(code).toBe(2);
  expect(err).toMatch(/it has .*sim\/approved-online,/u);
});
