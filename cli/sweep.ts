import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { openSweepWorld } from '#rigs/benches/sweep-world.ts';
import {
  faultText,
  opportunityKinds,
  parseFault,
  strikesAt,
  type Opportunity,
  type PlannedFault,
} from '#rigs/faults/opportunity.ts';
import { runWithFaults } from '#scenarios/sweep/faulted-run.ts';
import type { Journey } from '#scenarios/sweep/journey.ts';
import { journeys } from '#scenarios/sweep/journeys.table.ts';
import { invariants, type Violation } from '#scenarios/sweep/money-oracle.ts';
import { sweep, UntouchedFails, type SweepResult } from '#scenarios/sweep/sweep.ts';
import { exitCodes } from './exit-codes.ts';
import { onInterrupt } from './interrupt.ts';
import { seedOf } from './run-options.ts';
import { coloured, durationText } from './terminal-text.ts';
import { UsageError } from './usage-error.ts';

/** Options of `sweep`, as the command line gives them. */
export interface SweepWords {
  readonly seed?: string;
  readonly pairs: string;
  readonly stride: string;
  readonly fault: readonly string[];
  readonly json?: boolean;
}

/** A journey with what its sweep came to. */
interface Swept {
  readonly journey: Journey;
  readonly result: SweepResult;
  readonly tookMs: number;
}

const progressEveryMs = 200;

/** Faults at every opportunity of some journeys; or one journey again with the faults that are named. */
export async function sweepJourneys(names: readonly string[], words: SweepWords): Promise<number> {
  const chosen = chosenJourneys(names);
  const seed = seedOf(words.seed);
  if (words.fault.length > 0)
    return repeat(chosen, { seed, faults: words.fault.map(faultOf), isJson: words.json === true });
  const pairCount = countOf('--pairs', words.pairs, 0);
  const stride = countOf('--stride', words.stride, 1);
  using interrupt = onInterrupt('what was swept so far is told');
  const swept: Swept[] = [];
  const world = openSweepWorld();
  const clock = wallClock();
  for (const journey of chosen) {
    if (interrupt.signal.aborted) break;
    const startMs = clock.nowMs();
    const progress = sweepLine(journey.name, () => clock.nowMs());
    const result = await untilUntouchedFails(() =>
      sweep({
        run: (faults) => runWithFaults({ journey, openRig: world.openRig, seed }, faults),
        rng: seededRng(seed).fork(`sweep ${journey.name}`),
        pairCount,
        stride,
        signal: interrupt.signal,
        onRun: progress.show,
      }),
    );
    progress.close();
    if (typeof result === 'string') {
      process.stderr.write(`${result}\n`);
      return exitCodes.verdictAgainst;
    }
    swept.push({ journey, result, tookMs: clock.nowMs() - startMs });
    if (words.json !== true)
      process.stdout.write(sweptText({ journey, result, tookMs: clock.nowMs() - startMs }, seed));
  }
  if (words.json === true) process.stdout.write(`${JSON.stringify(sweptJson(swept, seed), undefined, 2)}\n`);
  else process.stdout.write(totalText(swept));
  if (interrupt.signal.aborted) return exitCodes.interrupted;
  return swept.some(({ result }) => result.violatingRunCount > 0) ? exitCodes.verdictAgainst : exitCodes.ok;
}

function chosenJourneys(names: readonly string[]): readonly Journey[] {
  if (names.length === 0) return journeys;
  return names.map((name) => {
    const journey = journeys.find((each) => each.name === name);
    if (journey !== undefined) return journey;
    throw new UsageError(`no journey is named '${name}'; there are ${journeys.map((each) => each.name).join(', ')}`);
  });
}

function countOf(option: string, text: string, least: number): number {
  const count = /^\d{1,7}$/u.test(text) ? Number(text) : -1;
  if (count >= least) return count;
  throw new UsageError(`${option} '${text}' must be a whole number from ${least} to 9999999`);
}

function faultOf(text: string): PlannedFault {
  const fault = parseFault(text);
  if (fault !== undefined) return fault;
  const kind = opportunityKinds.find((each) => text.startsWith(`${each}#`));
  const known =
    kind === undefined ? `kinds are ${opportunityKinds.join(', ')}` : `strikes there are ${strikesAt[kind].join(', ')}`;
  throw new UsageError(
    `--fault '${text}' must be KIND#NUMBER:STRIKE, :lasting behind it if it stays, such as to-host#1:lost; ${known}`,
  );
}

/** The very same run again, with what was told and booked. */
async function repeat(
  chosen: readonly Journey[],
  order: { readonly seed: string; readonly faults: readonly PlannedFault[]; readonly isJson: boolean },
): Promise<number> {
  const [journey] = chosen;
  if (journey === undefined || chosen.length !== 1) {
    throw new UsageError(
      '--fault repeats one run of one journey; name the journey, such as: sweep purchase --fault to-host#1:lost',
    );
  }
  const world = openSweepWorld();
  const run = await runWithFaults(
    { journey, openRig: (options) => world.openRig({ ...options, isRecorded: true }), seed: order.seed },
    order.faults,
  );
  const isUndecided = run.violations.length === 0 && run.struckCount < order.faults.length;
  if (order.isJson) {
    const { violations, events, met, struckCount } = run;
    process.stdout.write(
      `${JSON.stringify({ journey: journey.name, violations, struckCount, met, events }, undefined, 2)}\n`,
    );
  } else {
    const lines = run.events.map(
      ({ index: _index, atMs, kind, ...facts }) =>
        `${`${Math.round(atMs)} ms`.padStart(10)}  ${kind.padEnd(14)} ${JSON.stringify(facts)}`,
    );
    const struck = `${run.struckCount} of ${order.faults.length} faults struck`;
    const nothing = isUndecided ? `, but what did not strike proves nothing: this run met ${metText(run.met)}` : '';
    process.stdout.write(`${lines.join('\n')}\n\n${struck}; ${violationsText(run.violations)}${nothing}\n`);
  }
  if (run.violations.length > 0) return exitCodes.verdictAgainst;
  return isUndecided ? exitCodes.benchFailed : exitCodes.ok;
}

/** How many opportunities of each kind there were: what a fault's number may be. */
function metText(met: readonly Opportunity[]): string {
  const counts = Map.groupBy(met, ({ kind }) => kind);
  return [...counts].map(([kind, of]) => `${of.length} ${kind}`).join(', ');
}

async function untilUntouchedFails(work: () => Promise<SweepResult>): Promise<SweepResult | string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UntouchedFails) return error.message;
    throw error;
  }
}

/** A line that redraws itself on a terminal; nothing elsewhere. */
function sweepLine(name: string, nowMs: () => number) {
  const stream = process.stderr;
  const startMs = nowMs();
  let drawnMs = 0;
  return {
    show: ({ runCount, plannedCount }: { readonly runCount: number; readonly plannedCount: number }): void => {
      if (!stream.isTTY || nowMs() - drawnMs < progressEveryMs) return;
      drawnMs = nowMs();
      const leftMs = ((drawnMs - startMs) / runCount) * Math.max(0, plannedCount - runCount);
      const text = `${name}  ·  ${runCount} of ${plannedCount} runs  ·  about ${durationText(leftMs)} left`;
      stream.write(`\r\u001B[2K${coloured('cyan', text, stream)}`);
    },
    close: (): void => void (stream.isTTY && stream.write('\r\u001B[2K')),
  };
}

function sweptText({ journey, result, tookMs }: Swept, seed: string): string {
  const { opportunities, opportunityCount, singleCount, pairCount, runCount, missedCount, violatingRunCount } = result;
  const kinds = opportunityKinds
    .filter((kind) => opportunities[kind] > 0)
    .map((kind) => `${opportunities[kind]} ${kind}`);
  const rate = Math.round((runCount * 1000) / Math.max(1, tookMs));
  const verdict =
    violatingRunCount === 0
      ? coloured('green', 'no violation')
      : coloured('red', `${violatingRunCount} runs with violations`);
  return [
    `${journey.name}: ${journey.title}`,
    `  opportunities  ${opportunityCount} (${kinds.join(', ')})`,
    `  faults         ${singleCount} single (once and lasting), ${pairCount} pairs`,
    `  runs           ${runCount} in ${durationText(tookMs)}, ${rate} a second; in ${missedCount} a fault had no occasion`,
    `  money          ${verdict}${result.isComplete ? '' : ' so far; interrupted'}`,
    ...result.found.flatMap((found) => [
      `    ${violationsText(found.violations)}`,
      `    again: ./touchstone sweep ${journey.name} --seed ${seed} ${found.faults.map((fault) => `--fault ${faultText(fault)}`).join(' ')}`,
    ]),
    '',
    '',
  ].join('\n');
}

function violationsText(violations: readonly Violation[]): string {
  if (violations.length === 0) return 'no rule about money is broken';
  return violations
    .map(
      ({ invariant, expected, observed }) =>
        `${invariant} (${invariants[invariant]}): expected ${expected}, found ${observed}`,
    )
    .join('; ');
}

function totalText(swept: readonly Swept[]): string {
  const sum = (of: (each: Swept) => number): number => swept.reduce((total, each) => total + of(each), 0);
  const violating = sum(({ result }) => result.violatingRunCount);
  const words = violating === 0 ? coloured('green', 'zero violations') : coloured('red', `${violating} violating runs`);
  return `${swept.length} journeys, ${sum(({ result }) => result.opportunityCount)} opportunities, ${sum(({ result }) => result.runCount)} faulted runs in ${durationText(sum(({ tookMs }) => tookMs))}: ${words}\n`;
}

function sweptJson(swept: readonly Swept[], seed: string): unknown {
  return {
    seed,
    journeys: swept.map(({ journey, result, tookMs }) => ({
      name: journey.name,
      ...result,
      found: result.found.map(({ faults, violations }) => ({ faults: faults.map(faultText), violations })),
      tookMs: Math.round(tookMs),
    })),
  };
}
