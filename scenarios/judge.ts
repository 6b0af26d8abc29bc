import type { Happening, Recorded, Verdict } from '#drivers/ports/evidence.ts';
import type { Finding } from '#reports/evidence/run-record.ts';
import type { Check } from './check.ts';
import { inWordsOf1987 } from './edition-1993.ts';

/** What a case comes to. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The finding or failure that decided, in one line. */
  readonly reason: string;
  readonly findings: readonly Finding[];
}

/** What a judgement rests on; all of it can be read back from a run folder. */
export interface JudgementBasis {
  readonly events: readonly Recorded[];
  readonly checks: readonly Check[];
  /** Requirements that the scenario claims to prove. */
  readonly proves: readonly string[];
  /** Kinds of evidence that the bench can record. */
  readonly records: ReadonlySet<Happening['kind']>;
}

const severity: Readonly<Record<Verdict, number>> = {
  'not-applicable': 0,
  'not-run': 0,
  pass: 1,
  inconclusive: 2,
  fail: 3,
  error: 4,
};

/** The worse of two verdicts: none < pass < inconclusive < fail < error. */
export function worse(a: Verdict, b: Verdict): Verdict {
  return severity[b] > severity[a] ? b : a;
}

/**
 * Judges one case from its journal alone. A claim without evidence is inconclusive, never a pass; a failure of the
 * bench is never held against the subject.
 */
export function judge(given: JudgementBasis): Judgement {
  const basis = { ...given, events: inWordsOf1987(given.events) };
  const findings = [
    ...failureFindings(basis.events),
    ...lostTimeFindings(basis.events),
    ...idleFaultFindings(basis.events),
    ...expectationFindings(basis.events),
    ...basis.checks.flatMap((check) => checkFindings(check, basis)),
  ];
  const all = [...findings, ...unprovenFindings(basis.proves, findings)];
  const verdict = all.reduce<Verdict>((worst, finding) => worse(worst, finding.verdict), 'not-run');
  // Findings about the record itself are no merit of the subject: a pass decides at least one requirement.
  if (verdict === 'not-run' || (verdict === 'pass' && all.every(({ requirementIds }) => requirementIds.length === 0))) {
    return { verdict: 'inconclusive', reason: 'nothing was observed that decides a requirement', findings: all };
  }
  const deciding = all.find((finding) => finding.verdict === verdict);
  const reason = verdict === 'pass' ? `${all.length} findings, all as required` : (deciding?.text ?? 'no reason');
  return { verdict, reason, findings: all };
}

function failureFindings(events: readonly Recorded[]): readonly Finding[] {
  return events.flatMap((event): readonly Finding[] => {
    if (event.kind !== 'failure') return [];
    const verdict =
      event.blame === 'harness' || event.blame === 'bench'
        ? 'error'
        : event.blame === 'subject'
          ? 'fail'
          : 'inconclusive';
    return [
      {
        check: 'failure',
        clause: '',
        requirementIds: [],
        verdict,
        text: `${event.code}: ${event.message}`,
        expected: 'the case runs to its end',
        observed: `${event.blame} failed: ${event.message}`,
        eventIndex: event.index,
      },
    ];
  });
}

function lostTimeFindings(events: readonly Recorded[]): readonly Finding[] {
  return events.flatMap((event): readonly Finding[] =>
    event.kind === 'lost-real-time' && event.lostMs > 0
      ? [
          {
            check: 'real-time',
            clause: '',
            requirementIds: [],
            verdict: 'inconclusive',
            text: `${event.device} lost ${event.lostMs} ms of real time: the machine was too busy to trust any timing`,
            expected: 'no lost real time',
            observed: `${event.lostMs} ms lost`,
            eventIndex: event.index,
          },
        ]
      : [],
  );
}

/** A fault that was armed and had no occasion: what came of the case says nothing about it. */
function idleFaultFindings(events: readonly Recorded[]): readonly Finding[] {
  return events.flatMap((armed): readonly Finding[] => {
    if (armed.kind !== 'fault' || armed.state !== 'armed') return [];
    const inForce = events.slice(armed.index, liftOf(armed, events));
    const hasStruck = inForce.some(
      (event) => event.kind === 'fault' && event.state === 'struck' && event.name === armed.name,
    );
    if (hasStruck) return [];
    return [
      {
        check: 'faults',
        clause: '',
        requirementIds: [],
        verdict: 'inconclusive',
        text: `the fault ${armed.name} was armed and never struck: what followed proves nothing about it`,
        expected: `${armed.name} strikes`,
        observed: 'it had no occasion',
        eventIndex: armed.index,
      },
    ];
  });
}

/** Where the fault was lifted; undefined when it stayed to the end. */
function liftOf(armed: Extract<Recorded, { readonly kind: 'fault' }>, events: readonly Recorded[]): number | undefined {
  const facts = JSON.stringify(armed.facts);
  return events.find(
    (event) =>
      event.kind === 'fault' &&
      event.state === 'lifted' &&
      event.index > armed.index &&
      event.name === armed.name &&
      JSON.stringify(event.facts) === facts,
  )?.index;
}

function expectationFindings(events: readonly Recorded[]): readonly Finding[] {
  return events.flatMap((event): readonly Finding[] =>
    event.kind === 'expectation'
      ? [
          {
            check: 'expectation',
            clause: '',
            requirementIds: event.proves,
            verdict: event.holds ? 'pass' : 'fail',
            text: event.holds ? event.text : `not so: ${event.text}`,
            expected: event.expected,
            observed: event.observed,
            eventIndex: event.index,
          },
        ]
      : [],
  );
}

function checkFindings(check: Check, basis: JudgementBasis): readonly Finding[] {
  const blind = check.needs.filter((kind) => !basis.records.has(kind));
  if (blind.length > 0) return [blindFinding(check, blind)];
  try {
    return check.judge(basis.events).map((found) => ({
      check: check.name,
      clause: check.clause,
      requirementIds: found.requirementIds ?? check.proves,
      verdict: found.holds ? 'pass' : (check.breach ?? 'fail'),
      text: found.holds ? found.text : `not so: ${found.text}`,
      expected: found.expected,
      observed: found.observed,
      ...(found.eventIndex === undefined ? {} : { eventIndex: found.eventIndex }),
    }));
  } catch (error) {
    // A checker that crashed knows nothing: that is the harness's fault and must be loud.
    return [crashedFinding(check, error)];
  }
}

function blindFinding(check: Check, blind: readonly string[]): Finding {
  return {
    check: check.name,
    clause: check.clause,
    requirementIds: check.proves,
    verdict: 'inconclusive',
    text: `this bench can't see what the check needs: ${blind.join(', ')}`,
    expected: `evidence of kind ${blind.join(', ')}`,
    observed: 'none can be recorded here',
  };
}

function crashedFinding(check: Check, error: unknown): Finding {
  return {
    check: check.name,
    clause: check.clause,
    requirementIds: check.proves,
    verdict: 'error',
    text: `the check itself broke: ${Error.isError(error) ? error.message : 'unknown error'}`,
    expected: 'a judgement',
    observed: 'a crashed checker',
  };
}

/** A scenario that claims a requirement for which nothing was observed has not proven it. */
function unprovenFindings(proves: readonly string[], findings: readonly Finding[]): readonly Finding[] {
  const shown = new Set(findings.flatMap((finding) => finding.requirementIds));
  return proves
    .filter((id) => !shown.has(id))
    .map((id) => ({
      check: 'evidence',
      clause: '',
      requirementIds: [id],
      verdict: 'inconclusive',
      text: `no evidence for ${id} was recorded`,
      expected: `an observation that decides ${id}`,
      observed: 'none',
    }));
}
