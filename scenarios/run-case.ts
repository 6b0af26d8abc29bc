import type { Happening, Recorded, Verdict } from '#drivers/ports/evidence.ts';
import { within } from '#drivers/ports/deadline.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Rng } from '#drivers/ports/surroundings.ts';
import { createMask } from '#rigs/mask.ts';
import type { Bench, OpenBench, Rig } from '#rigs/rig.ts';
import type { Finding } from '#reports/evidence/run-record.ts';
import type { Check } from './check.ts';
import { judge } from './judge.ts';
import type { NamedScenario } from './library.ts';

/** Longest time of a scenario on real wires; the slowest of the library takes a tenth of it. */
const caseTimeoutMs = 120_000;

/** What one case needs. */
export interface CaseOrder {
  readonly scenario: NamedScenario;
  readonly bench: Bench;
  readonly opened: OpenBench;
  readonly checks: readonly Check[];
  /** The case's own stream of chance. */
  readonly rng: Rng;
  /** Told of every event as soon as it is written: the file and the progress line. */
  readonly onEvent?: (event: Recorded) => void;
  /** The person gave up: the case ends as soon as it can. */
  readonly signal?: AbortSignal;
}

/** A case that has been tried and judged. */
export interface CaseResult {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly findings: readonly Finding[];
  readonly events: readonly Recorded[];
  readonly durationMs: number;
}

/**
 * Opens a rig, lets the scenario act, closes the rig and judges what was recorded. Never throws for what a case did: a
 * rig that can't be opened makes an error of this case alone.
 */
export async function runCase(order: CaseOrder): Promise<CaseResult> {
  const { abilities, profiles } = order.bench.description;
  const { needs, profile } = order.scenario;
  const here = needs.flatMap((ability) => order.bench.description.lackingHere?.get(ability) ?? []);
  if (here.length > 0) return unobserved('not-run', here.join('; '));
  const missing: string[] = needs.filter((ability) => !abilities.has(ability));
  if (profile !== undefined && profiles?.has(profile) !== true) missing.push(`terminal ${profile}`);
  if (missing.length > 0)
    return unobserved('not-applicable', `bench ${order.bench.description.name} lacks: ${missing.join(', ')}`);
  const opening = await openRig(order);
  if (opening.kind === 'failed') return unopened(opening.failure);
  const { rig } = opening;
  using _watch = watch(rig, order.onEvent);
  const startMs = rig.clock.nowMs();
  await actAndConclude(rig, order);
  const { events } = rig.journal;
  const judgement = judge({ events, checks: order.checks, proves: order.scenario.proves, records: rig.records });
  return { ...judgement, events, durationMs: Math.round(rig.clock.nowMs() - startMs) };
}

type Opening = { readonly kind: 'opened'; readonly rig: Rig } | { readonly kind: 'failed'; readonly failure: Failure };

async function openRig(order: CaseOrder): Promise<Opening> {
  const { opened, scenario } = order;
  try {
    const { slug, profile } = scenario;
    const rig = await opened.openRig({ caseName: slug, rng: order.rng, ...(profile === undefined ? {} : { profile }) });
    return { kind: 'opened', rig };
  } catch (error) {
    return { kind: 'failed', failure: failureOf(error) };
  }
}

function watch(rig: Rig, onEvent: CaseOrder['onEvent']): Disposable {
  if (onEvent === undefined) return { [Symbol.dispose]: () => undefined };
  for (const event of rig.journal.events) onEvent(event);
  return rig.journal.onAppend(onEvent);
}

async function actAndConclude(rig: Rig, order: CaseOrder): Promise<void> {
  await noting(rig, () => rig.clock.drive(unlessAborted(withinLimit(rig, order.scenario.act(rig)), order.signal)));
  await noting(rig, () => rig.clock.drive(rig.conclude()));
  await noting(rig, () => rig.clock.drive(Promise.resolve(rig[Symbol.asyncDispose]())));
}

/** On the wall clock nobody else notices a scenario that waits for ever; the virtual clock does so itself. */
async function withinLimit(rig: Rig, work: Promise<void>): Promise<void> {
  if (rig.nature === 'simulated') return work;
  const wait = await within(rig.clock, work, { timeoutMs: caseTimeoutMs });
  if (wait.kind === 'settled') return undefined;
  work.catch(() => undefined);
  throw new RigFailure({
    code: 'CASE_TIMED_OUT',
    blame: 'scenario',
    message: `the scenario did not end within ${caseTimeoutMs} ms; look at the last events for what it waits for`,
    facts: { timeoutMs: caseTimeoutMs },
  });
}

async function unlessAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return work;
  const aborted = Promise.withResolvers<never>();
  const stop = (): void => aborted.reject(interrupted());
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
    work.catch(() => undefined);
    aborted.promise.catch(() => undefined);
  }
}

function interrupted(): RigFailure {
  return new RigFailure({
    code: 'INTERRUPTED',
    blame: 'bench',
    message: 'the run was interrupted before this case came to its end; run it again for a verdict',
  });
}

/** Whatever goes wrong becomes part of the record, with the one to blame. */
async function noting(rig: Rig, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    rig.journal.append(failureOf(error));
  }
}

type Failure = Extract<Happening, { readonly kind: 'failure' }>;

/** What is no `RigFailure` is a defect of ours. */
function failureOf(error: unknown): Failure {
  const known = error instanceof RigFailure;
  const message = Error.isError(error) ? error.message : 'something that is not an error was thrown';
  return {
    kind: 'failure',
    code: known ? error.code : 'HARNESS_DEFECT',
    blame: known ? error.blame : 'harness',
    message: createMask().text(message),
    facts: known ? error.facts : {},
  };
}

function unopened({ code, blame, message }: Failure): CaseResult {
  const text = `${code}: ${message}`;
  const finding: Finding = {
    check: 'bench',
    clause: '',
    requirementIds: [],
    verdict: 'error',
    text,
    expected: 'a rig for this case',
    observed: `${blame} failed: ${message}`,
  };
  return { verdict: 'error', reason: text, findings: [finding], events: [], durationMs: 0 };
}

function unobserved(verdict: 'not-applicable' | 'not-run', reason: string): CaseResult {
  return { verdict, reason, findings: [], events: [], durationMs: 0 };
}
