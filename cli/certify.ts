import { basename, dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { isoTime } from '#drivers/clock/iso-time.ts';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { createRunFolder, latestRun, readRun } from '#reports/evidence/run-folder.ts';
import type { RunPlan, RunRecord } from '#reports/evidence/run-record.ts';
import { renderSummary } from '#reports/formats/summary.ts';
import type { BenchOptions } from '#rigs/rig.ts';
import type { Check } from '#scenarios/check.ts';
import { loadChecks, loadScenarios } from '#scenarios/library.ts';
import { loadBenches } from './benches.ts';
import { chooseScenarios } from './choose-scenarios.ts';
import { executeRun } from './execute-run.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { explainFailure } from './failure-text.ts';
import { pathInWords } from './path-in-words.ts';
import { createProgress, type Estimate } from './progress.ts';
import { checkWritable, deviceOptions, deviceWords, outFolder, seedOf, type DeviceWords } from './run-options.ts';
import { runsFolder } from './run-folders.ts';
import { planRun, type RunOrder } from './run-plan.ts';
import { onInterrupt } from './interrupt.ts';
import { writeReports, type WrittenReports } from './write-reports.ts';

/** Options of `certify` and `run`, as the command line gives them. */
export interface CertifyOptions extends DeviceWords {
  readonly bench: readonly string[];
  readonly only?: string;
  readonly seed?: string;
  readonly out?: string;
  readonly allure: boolean;
  readonly json?: boolean;
}

/** The main job: select, run, judge, report. @returns the exit code */
export async function certify(options: CertifyOptions): Promise<number> {
  const clock = wallClock();
  const order = await orderOf(options, clock);
  const before = previousDurations();
  const plan = planRun(order);
  const folder = createRunFolder(order.parent, plan);
  using interrupt = onInterrupt();
  const { signal } = interrupt;
  const progress = createProgress(
    estimateOf(plan, before, clock),
    options.json === true ? process.stderr : process.stdout,
  );
  const note = (text: string): void => progress.note(text);
  note(`run ${plan.id}: ${plan.cases.length} cases, seed ${plan.seed}, evidence in ${pathInWords(folder.path)}`);
  const troubles = await executeRun({
    ...order,
    clock,
    folder,
    planned: plan.cases,
    progress,
    signal,
  });
  const state = signal.aborted ? 'interrupted' : 'finished';
  const record = folder.finish({ state, finishedAtIso: isoTime(clock.nowMs()) });
  const written = await writeReports(folder.path, record, { note, signal, withAllure: options.allure });
  progress.close();
  tellEnd(record, { written, isJson: options.json === true });
  for (const trouble of troubles) process.stderr.write(`${explainFailure(trouble).text}\n`);
  if (state === 'interrupted') return exitCodes.interrupted;
  const code = exitCodeOf(record.verdict);
  return code === exitCodes.ok && troubles.length > 0 ? exitCodes.benchFailed : code;
}

interface Order extends RunOrder {
  /** The folder in which the run's folder is made. */
  readonly parent: string;
  readonly benchOptions: Omit<BenchOptions, 'signal'>;
  readonly checks: readonly Check[];
}

/** Everything that can be wrong with the words of a command is found here, before anything is written. */
async function orderOf(options: CertifyOptions, clock: Clock): Promise<Order> {
  const benches = await loadBenches(options.bench);
  const wordOf = new Map(benches.map((bench, index) => [bench, options.bench[index] ?? bench.description.name]));
  const startedMs = clock.nowMs();
  const out = options.out === undefined ? join(runsFolder, runId(startedMs)) : outFolder(options.out);
  checkWritable(out);
  return {
    id: basename(out),
    parent: dirname(out),
    startedAtIso: isoTime(startedMs),
    seed: seedOf(options.seed),
    benches,
    scenarios: chooseScenarios(await loadScenarios(), options.only),
    checks: await loadChecks(),
    benchOptions: deviceOptions(options, benches),
    repeatWords: (bench) => ['--bench', wordOf.get(bench) ?? bench.description.name, ...deviceWords(options, bench)],
  };
}

function tellEnd(record: RunRecord, end: { readonly written: WrittenReports; readonly isJson: boolean }): void {
  const { written } = end;
  if (end.isJson) {
    const { id, seed, state, verdict, counts, journalHash } = record;
    process.stdout.write(
      `${JSON.stringify({ id, seed, state, verdict, counts, journalHash, reports: written }, undefined, 2)}\n`,
    );
    return;
  }
  if ('notRun' in written.allure) process.stdout.write(`\nAllure report not run: ${written.allure.notRun}\n`);
  process.stdout.write(`\n${renderSummary(record, { reportPath: pathInWords(written.page) })}`);
}

/** Sorts by time, and two runs that begin in the same second differ. */
function runId(startedMs: number): string {
  const stamp = isoTime(startedMs).slice(0, 19).replaceAll(/[-:]/gu, '').replace('T', '-');
  return `${stamp}-${randomUUID().slice(0, 4)}`;
}

/** How long each case took in the last run that can be read; nothing on a first run. */
function previousDurations(): ReadonlyMap<string, number> {
  try {
    const last = latestRun(runsFolder);
    if (last === undefined) return new Map();
    const run = readRun(last);
    const isRealTime = new Set(run.benches.filter(({ nature }) => nature !== 'simulated').map(({ name }) => name));
    return new Map(run.cases.map((each) => [each.name, isRealTime.has(each.bench) ? each.durationMs : 30]));
  } catch (error) {
    // Whatever somebody did to an old run: an estimate of the time left is not worth this one.
    if (!Error.isError(error)) throw error;
    return new Map();
  }
}

/** A case that nobody has seen yet is taken for one of three seconds on real wires and of none in virtual time. */
function estimateOf(plan: RunPlan, before: ReadonlyMap<string, number>, clock: Clock): Estimate {
  const isRealTime = new Set(plan.benches.filter(({ nature }) => nature !== 'simulated').map(({ name }) => name));
  const usual = new Map(
    plan.cases.map(({ name, bench }) => [name, before.get(name) ?? (isRealTime.has(bench) ? 3000 : 30)]),
  );
  return {
    total: plan.cases.length,
    nowMs: () => clock.nowMs(),
    leftMs: (done) => [...usual].reduce((sum, [name, usualMs]) => (done.has(name) ? sum : sum + usualMs), 0),
  };
}
