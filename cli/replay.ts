import { seededRng } from '#drivers/clock/seeded-rng.ts';
import type { Recorded } from '#drivers/ports/evidence.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import { readRun } from '#reports/evidence/run-folder.ts';
import type { CaseRecord, RunRecord } from '#reports/evidence/run-record.ts';
import { morningMs } from '#rigs/benches/sim.bench.ts';
import type { FilledIn } from '#rigs/benches/replay/recording.ts';
import { openReplayRig, type ReplayOrder, type ReplayRig } from '#rigs/benches/replay/replay-rig.ts';
import { loadScenarios, type NamedScenario } from '#scenarios/library.ts';
import { clockWindow, shiftsWithin } from '#scenarios/replay/clock-shift.ts';
import { compareSent, type Comparison } from '#scenarios/replay/compare.ts';
import { exitCodes } from './exit-codes.ts';
import { replayInWords } from './replay-in-words.ts';
import { runFolderOf } from './run-folders.ts';
import { UsageError } from './usage-error.ts';

/** Options of `replay`, as the command line gives them. */
export interface ReplayWords {
  readonly case?: string;
  readonly json?: boolean;
}

/** What one case came to. */
export interface Replayed {
  readonly caseName: string;
  readonly verdict: 'same' | 'diverges' | 'undecided';
  /** Why nothing can be said; empty otherwise. */
  readonly why: string;
  readonly comparison?: Comparison;
  /** What the journal hides and somebody made up. */
  readonly filledIn: readonly FilledIn[];
}

/** Moments that are tried: a window of a second is looked at every thirtieth. */
const clockTriesMax = 31;

/**
 * Cases of a run again on the simulated bench, from their journals: what the terminal sends is held against what it sent
 * then, byte by byte.
 *
 * @returns 0 the same, 1 it diverges, 3 it could not be decided
 */
export async function replayRun(run: string | undefined, words: ReplayWords): Promise<number> {
  const { folder, caseName } = namedBy(run, words.case);
  const record = readRun(folder);
  const chosen = chosenCases(record, caseName);
  const scenarios = await loadScenarios();
  const all: Replayed[] = [];
  for (const each of chosen) {
    const replayed = await replayCase(each, record, scenarios);
    all.push(replayed);
    if (words.json !== true) process.stdout.write(replayInWords(replayed, each, record.commit));
  }
  if (words.json === true) process.stdout.write(`${JSON.stringify({ run: record.id, cases: all }, undefined, 2)}\n`);
  else if (all.length > 1) process.stdout.write(sumInWords(all));
  if (all.some(({ verdict }) => verdict === 'diverges')) return exitCodes.verdictAgainst;
  return all.some(({ verdict }) => verdict === 'undecided') ? exitCodes.benchFailed : exitCodes.ok;
}

/**
 * The run, and the case where one is named: behind the option, or behind the run as in `evidence/loopback/approved-online`.
 *
 * @throws {UsageError} when there is no such run
 */
function namedBy(
  run: string | undefined,
  option: string | undefined,
): { readonly folder: string; readonly caseName: string | undefined } {
  const behind = /^(?<before>.+)\/(?<bench>[^/]+\/[^/]+)$/u.exec(run ?? '')?.groups;
  try {
    return { folder: runFolderOf(run), caseName: option };
  } catch (error) {
    if (!(error instanceof UsageError) || behind === undefined || option !== undefined) throw error;
    return { folder: orElse(behind['before'], error), caseName: behind['bench'] };
  }
}

/** The run before a case's name; when there is none either, what was given is told as it was. */
function orElse(run: string | undefined, otherwise: UsageError): string {
  try {
    return runFolderOf(run);
  } catch (error) {
    throw error instanceof UsageError ? otherwise : error;
  }
}

/** @throws {UsageError} when the run has no such case, or none that began */
function chosenCases({ cases, id }: RunRecord, name: string | undefined): readonly CaseRecord[] {
  const begun = cases.filter(({ journalState, verdict }) => journalState !== 'none' && verdict !== 'not-applicable');
  const chosen = name === undefined ? begun : begun.filter((each) => each.name === name || slugOf(each) === name);
  if (chosen.length > 0) return chosen;
  if (begun.length === 0) throw new UsageError(`no case of run ${id} began, so there is nothing to replay`);
  const known = begun.map((each) => each.name);
  const shown = known.length > 12 ? `${known.slice(0, 12).join(', ')} …` : known.join(', ');
  throw new UsageError(`run ${id} has no case '${name ?? ''}' that began; it has ${shown}`);
}

const slugOf = ({ name }: Pick<CaseRecord, 'name'>): string => name.slice(name.indexOf('/') + 1);

/** One case again; never throws for what the record or the terminal do. */
export async function replayCase(
  recorded: CaseRecord,
  run: Pick<RunRecord, 'seed' | 'benches'>,
  scenarios: readonly NamedScenario[],
): Promise<Replayed> {
  const caseName = recorded.name;
  const undecided = (why: string): Replayed => ({ caseName, verdict: 'undecided', why, filledIn: [] });
  // What a journal that was changed says is nobody's record; the reason tells how it was changed.
  if (recorded.verdict === 'error' && recorded.reason.startsWith('its journal')) return undecided(recorded.reason);
  if (recorded.journalState !== 'sealed')
    return undecided(`its journal is ${recorded.journalState}, see touchstone verify`);
  const scenario = scenarios.find(({ slug }) => slug === slugOf(recorded));
  if (scenario === undefined) return undecided('its scenario is not in the library any more');
  const nature = run.benches.find(({ name }) => name === recorded.bench)?.nature ?? 'physical';
  const startMs = nature === 'simulated' ? morningMs : Date.parse(recorded.startedAtIso ?? '');
  if (Number.isNaN(startMs)) return undecided('nobody wrote down when it began');
  const { events, bench: benchName } = recorded;
  const order = { events, nature, benchName, profile: scenario.profile };
  const attempt = (beginMs: number): Promise<Acted> =>
    actAgain({ ...order, startMs: beginMs, rng: seededRng(run.seed).fork(scenario.slug) }, scenario);
  const first = await attempt(startMs);
  const result = judged(caseName, events, first);
  // On the simulated bench every case begins at the same moment, and nobody has to find it.
  if (result.verdict === 'same' || nature === 'simulated') return result;
  return (await atAnotherMoment({ caseName, first, startMs, attempt, events })) ?? result;
}

/** The moment at which a case began is known to the second at best: it is looked for where messages leave it open. */
async function atAnotherMoment(search: {
  readonly caseName: string;
  readonly first: Acted;
  readonly startMs: number;
  readonly attempt: (beginMs: number) => Promise<Acted>;
  readonly events: readonly Recorded[];
}): Promise<Replayed | undefined> {
  const { caseName, first, startMs, attempt, events } = search;
  const window = clockWindow(events, first.events, startMs);
  if (window === undefined) return undefined;
  let furthest: Replayed | undefined;
  for (const shiftMs of shiftsWithin(window, clockTriesMax)) {
    const result = judged(caseName, events, await attempt(startMs + shiftMs));
    if (result.verdict === 'same') return result;
    if (placeOf(result) > placeOf(furthest)) furthest = result;
  }
  return furthest;
}

/** How far two journals go together. */
function placeOf(replayed: Replayed | undefined): number {
  return replayed === undefined ? -1 : (replayed.comparison?.divergence?.eventIndex ?? 0);
}

interface Acted {
  readonly events: readonly Recorded[];
  readonly recording: ReplayRig['recording'] | undefined;
  /** What ended it before its time. */
  readonly failure: string | undefined;
}

async function actAgain(order: ReplayOrder, scenario: NamedScenario): Promise<Acted> {
  let rig: ReplayRig | undefined;
  try {
    const opened = openReplayRig(order);
    rig = opened;
    await opened.clock.drive(scenario.act(opened));
    await opened.clock.drive(opened.conclude());
    await opened.clock.drive(Promise.resolve(opened[Symbol.asyncDispose]()));
    return { events: opened.journal.events, recording: opened.recording, failure: undefined };
  } catch (error) {
    if (!Error.isError(error)) throw error;
    const failure = `${error instanceof RigFailure ? error.code : error.name}: ${error.message}`;
    return { events: rig?.journal.events ?? [], recording: rig?.recording, failure };
  }
}

/** What was made up wrongly before a difference, or where the record can't be followed, leaves it open who is to blame. */
function judged(caseName: string, recorded: readonly Recorded[], acted: Acted): Replayed {
  const comparison = compareSent(recorded, acted.events);
  const { filledIn = [], obstacles = [] } = acted.recording ?? {};
  const { divergence } = comparison;
  const result = { caseName, comparison, filledIn };
  const isBefore = ({ atIndex }: { readonly atIndex: number }): boolean =>
    divergence === undefined || atIndex < divergence.eventIndex;
  const obstacle = obstacles.find(isBefore);
  if (obstacle !== undefined) return { ...result, verdict: 'undecided', why: obstacle.why };
  const broken = recorded.find(({ kind }) => kind === 'failure');
  if (broken?.kind === 'failure' && divergence?.expected === 'nothing')
    return { ...result, verdict: 'undecided', why: `the record ends with ${broken.code}; up to there it is the same` };
  const hasFailed = acted.failure !== undefined && broken === undefined;
  // What came to an end of itself sent nothing more: that is no difference of the terminal's.
  if (hasFailed && (divergence === undefined || divergence.found === 'nothing'))
    return { ...result, verdict: 'undecided', why: `the replay ended before its time: ${acted.failure}` };
  if (divergence !== undefined) {
    const odd = filledIn.find((each) => !each.isConsistent && isBefore(each));
    if (odd === undefined) return { ...result, verdict: 'diverges', why: '' };
    const why = `it diverges, but what the record hides of event ${odd.atIndex} was made up by ${odd.by}, which says something else than the record where that can be read`;
    return { ...result, verdict: 'undecided', why };
  }
  return { ...result, verdict: 'same', why: '' };
}

function sumInWords(all: readonly Replayed[]): string {
  const count = (verdict: Replayed['verdict']): number => all.filter((each) => each.verdict === verdict).length;
  return `${all.length} cases: ${count('same')} the same, ${count('diverges')} diverge, ${count('undecided')} undecided\n`;
}
