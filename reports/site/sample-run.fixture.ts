import type { Recorded, Verdict } from '#drivers/ports/evidence.ts';
import { chainHash } from '../evidence/chain.ts';
import { foldRun } from '../evidence/fold-run.ts';
import type {
  BenchRecord,
  CaseResult,
  Finding,
  PlannedRequirement,
  RunPlan,
  RunRecord,
} from '../evidence/run-record.ts';
import { purchaseEvents } from './sample-events.fixture.ts';

const BENCHES: readonly BenchRecord[] = [
  {
    name: 'sim',
    nature: 'simulated',
    description: 'The reference terminal in a simulated world, in virtual time.',
    whatIsSimulated: ['card', 'issuer and acquirer', 'reader, at the port', 'battery', 'arm and field'],
    whatIsReal: ['terminal application', 'EMV kernel', 'ISO 8583 codec'],
  },
  {
    name: 'loopback',
    nature: 'loopback',
    description: 'Production drivers on pseudo-terminals and local sockets, with a robot arm on emulated firmware.',
    whatIsSimulated: ['card', 'PN532 reader, at the wire', 'arm mechanics', 'acquirer, at the wire'],
    whatIsReal: ['terminal application', 'serial, TCP and MQTT drivers', 'StandardFirmata machine code', 'MQTT broker'],
  },
];

const REQUIREMENTS: readonly PlannedRequirement[] = [
  [
    'EMV-CB-3.1.1.5',
    'An amount equal to or above the contactless transaction limit rules the combination out.',
    'blocker',
    'sim-and-hw',
  ],
  ['EMV-CB-3.2-collision', 'With two cards in the field the cardholder is asked for one card.', 'blocker', 'hw-only'],
  [
    'EMV-CB-3.3.2-ppse',
    'Selection begins with 2PAY.SYS.DDF01 and takes only the entries directly in BF0C.',
    'blocker',
    'sim-and-hw',
  ],
  [
    'EMV-B3-10.7-1',
    'One common bit of the verification results and a denial code is enough to ask for an AAC.',
    'blocker',
    'sim-and-hw',
  ],
  [
    'EMV-B3-10.4.3-2',
    'After the expiry date the application counts as expired; on the day itself it is still valid.',
    'blocker',
    'sim-and-hw',
  ],
  ['L3-DE55-03', 'The fields of a message agree with its chip data.', 'blocker', 'sim-and-hw'],
  ['ISO8583-04xx-1', 'A request that is not answered in time makes exactly one reversal.', 'blocker', 'sim-and-hw'],
  ['ISO8583-LATE-1', 'A late answer never turns a reversed sale into an approval.', 'blocker', 'sim-and-hw'],
  ['ISO8583-DE37-1', 'The retrieval reference number has 12 characters.', 'major', 'sim-and-hw'],
  [
    'PERF-NET-01',
    'Wherever the link is lost, nothing is charged twice and no reversal is lost.',
    'blocker',
    'sim-and-hw',
  ],
  ['PERF-BAT-01', 'With a low battery a new transaction is refused, or completed whole.', 'blocker', 'hw-only'],
].map(
  ([id, text, severity, rig]) =>
    ({ id, text, severity, rig, clause: `Some Standard 1.0, ${id}` }) as PlannedRequirement,
);

/** Shorthand for one case of the sample. */
export interface SampleCase {
  readonly name: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly proves: readonly string[];
  readonly findings?: readonly Partial<Finding>[];
  readonly events?: readonly Recorded[];
}

const CASES: readonly SampleCase[] = [
  {
    name: 'purchase-approved',
    title: 'approves a purchase online',
    verdict: 'pass',
    reason: 'observed as required',
    proves: ['EMV-CB-3.3.2-ppse', 'L3-DE55-03', 'ISO8583-DE37-1'],
  },
  {
    name: 'limit-refused',
    title: 'refuses an amount at the contactless limit before the field is on',
    verdict: 'pass',
    reason: 'observed as required',
    proves: ['EMV-CB-3.1.1.5'],
  },
  {
    name: 'expired-card',
    title: 'declines a card on the day after its expiry',
    verdict: 'pass',
    reason: 'observed as required',
    proves: ['EMV-B3-10.4.3-2', 'EMV-B3-10.7-1'],
  },
  {
    name: 'host-silent',
    title: 'reverses a purchase that the host never answered',
    verdict: 'pass',
    reason: 'observed as required',
    proves: ['ISO8583-04xx-1', 'PERF-NET-01'],
  },
  {
    name: 'late-answer',
    title: 'does not approve on an answer after the timer',
    verdict: 'fail',
    reason: 'the sale was shown as approved 1 s after its reversal',
    proves: ['ISO8583-LATE-1', 'ISO8583-DE37-1'],
    findings: [
      {
        check: 'late-response',
        clause: 'ISO 8583:1987, late response',
        requirementIds: ['ISO8583-LATE-1'],
        verdict: 'fail',
        expected: 'no approval after the reversal of STAN 000123',
        observed: 'display “Approved” at 31.12 s, 60 ms after the reversal',
        eventIndex: 60,
        text: 'a late answer turned a reversed sale into an approval',
      },
      {
        check: 'retrieval-reference',
        clause: 'ISO 8583:1987, DE37',
        requirementIds: ['ISO8583-DE37-1'],
        verdict: 'pass',
        expected: '12 characters',
        observed: '12 characters',
        eventIndex: 56,
        text: 'the reference number has 12 characters',
      },
    ],
  },
  {
    name: 'two-cards',
    title: 'asks for one card when two are presented',
    verdict: 'inconclusive',
    reason: 'the arm lost its reference at z = 30 mm',
    proves: ['EMV-CB-3.2-collision'],
    findings: [],
  },
  {
    name: 'low-battery',
    title: 'refuses a purchase at two per cent',
    verdict: 'not-applicable',
    reason: 'the bench has no battery that can be set',
    proves: ['PERF-BAT-01'],
    findings: [],
    events: [],
  },
];

/** A run as it comes out of a night: two benches, every verdict, one journal cut short. */
export function sampleRun(extra: readonly SampleCase[] = []): RunRecord {
  const samples = BENCHES.flatMap((bench) => [...CASES, ...extra].map((each) => ({ bench: bench.name, each })));
  const results = samples.map(({ bench, each }) => resultOf(bench, each));
  const events = new Map(samples.map(({ bench, each }) => [`${bench}/${each.name}`, each.events ?? purchaseEvents()]));
  const journals = new Map(
    results
      .filter((result) => result.journalFile !== '')
      .map((result) => {
        const own = events.get(result.name) ?? [];
        const state = result.name === 'loopback/expired-card' ? ('cut-short' as const) : ('sealed' as const);
        return [
          result.name,
          { caseName: result.name, events: own, state, headHash: chainHash(result.name, own) },
        ] as const;
      }),
  );
  return foldRun(planOf(results), { results, journals, state: 'finished', finishedAtIso: '2026-11-22T01:42:10.120Z' });
}

/** The plan of the sample run. */
export function planOf(cases: readonly CaseResult[]): RunPlan {
  return {
    state: 'running',
    pid: 4711,
    id: '2026-11-22-0130-q7f2',
    startedAtIso: '2026-11-22T01:30:00.000Z',
    commit: 'e7b3f03',
    versions: { touchstone: '0.1.0', node: '24.21.0', platform: 'linux x64', packageLockDigest: '9c1f'.repeat(16) },
    seed: 'november',
    benches: BENCHES,
    subject: { vendor: 'Touchstone', product: 'reference mPOS', version: '0.1.0', facts: { kernel: 'C-2, 0.1.0' } },
    cases,
    requirements: REQUIREMENTS,
  };
}

function resultOf(bench: string, each: SampleCase): CaseResult {
  const name = `${bench}/${each.name}`;
  const events = each.events ?? purchaseEvents();
  const base: Finding = {
    check: 'lawful-purchase',
    clause: 'EMV 4.4 Book 3',
    requirementIds: each.proves,
    verdict: each.verdict,
    expected: 'as the requirement says',
    observed: 'the same',
    eventIndex: 12,
    text: each.title,
  };
  const hasRun = events.length > 0;
  return {
    name,
    title: each.title,
    scenarioFile: `scenarios/offline/${each.name}.scenario.ts`,
    bench,
    proves: each.proves,
    repeatCommand: `./touchstone run scenarios/offline/${each.name}.scenario.ts --bench ${bench} --seed november`,
    verdict: each.verdict,
    reason: each.reason,
    findings: (each.findings ?? [{}]).map((finding) => ({ ...base, ...finding })),
    journalFile: hasRun ? `cases/${name}.journal.jsonl` : '',
    headHash: hasRun ? chainHash(name, events) : '',
    durationMs: events.at(-1)?.atMs ?? 0,
  };
}
