import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import { isoTime } from '#drivers/clock/iso-time.ts';
import { freshSeed } from '#drivers/clock/seeded-rng.ts';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { createRunFolder, latestRun, readRun, type RunFolder } from '#reports/evidence/run-folder.ts';
import type { RunPlan, RunRecord } from '#reports/evidence/run-record.ts';
import { renderSummary } from '#reports/formats/summary.ts';
import { loadChecks, loadScenarios } from '#scenarios/library.ts';
import { loadBench } from './benches.ts';
import { chooseScenarios } from './choose-scenarios.ts';
import { executeRun } from './execute-run.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { pathInWords } from './path-in-words.ts';
import { createProgress, type Estimate } from './progress.ts';
import { planRun } from './run-plan.ts';
import { onInterrupt } from './interrupt.ts';
import { writeReports, type WrittenReports } from './write-reports.ts';
import { UsageError } from './usage-error.ts';

/** Options of `certify` and `run`, as the command line gives them. */
export interface CertifyOptions {
  readonly bench: readonly string[];
  readonly only?: string;
  readonly seed?: string;
  readonly out?: string;
  readonly port: readonly string[];
  readonly firmware?: string;
  readonly allowUnknownFirmware?: boolean;
  readonly allure: boolean;
  readonly json?: boolean;
}

/** Where runs lie when nobody says otherwise. */
export const runsFolder = fileURLToPath(new URL('../runs', import.meta.url));

/** The main job: select, run, judge, report. @returns the exit code */
export async function certify(options: CertifyOptions): Promise<number> {
  const clock = wallClock();
  const benches = await Promise.all(options.bench.map(loadBench));
  const scenarios = chooseScenarios(await loadScenarios(), options.only);
  const checks = await loadChecks();
  const benchOptions = { ports: parsePorts(options.port), ...firmwareOf(options) };
  const seed = parseSeed(options.seed);
  const before = previousDurations();
  const plan = planRun({ id: runId(clock), startedAtIso: isoTime(clock.nowMs()), seed, benches, scenarios });
  const folder = openFolder(plan, options.out);
  using interrupt = onInterrupt();
  const progress = createProgress(
    estimateOf(plan, before, clock),
    options.json === true ? process.stderr : process.stdout,
  );
  progress.note(`run ${plan.id}: ${plan.cases.length} cases, seed ${seed}, evidence in ${pathInWords(folder.path)}`);
  await executeRun({
    clock,
    seed,
    folder,
    planned: plan.cases,
    scenarios,
    benches,
    checks,
    benchOptions,
    progress,
    signal: interrupt.signal,
  });
  const state = interrupt.signal.aborted ? 'interrupted' : 'finished';
  const record = folder.finish({ state, finishedAtIso: isoTime(clock.nowMs()) });
  const written = await writeReports(folder.path, record, {
    note: (text) => progress.note(text),
    signal: interrupt.signal,
    withAllure: options.allure,
  });
  progress.close();
  tellEnd(record, { written, isJson: options.json === true });
  return interrupt.signal.aborted ? exitCodes.interrupted : exitCodeOf(record.verdict);
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
function runId(clock: Clock): string {
  const stamp = isoTime(clock.nowMs()).slice(0, 19).replaceAll(/[-:]/gu, '').replace('T', '-');
  return `${stamp}-${randomUUID().slice(0, 4)}`;
}

function openFolder(plan: RunPlan, out: string | undefined): RunFolder {
  if (out === undefined) return createRunFolder(runsFolder, plan);
  const path = resolve(out);
  return createRunFolder(dirname(path), { ...plan, id: basename(path) });
}

function parseSeed(seed: string | undefined): string {
  if (seed === undefined) return freshSeed();
  if (!/^[\w.-]{1,64}$/u.test(seed))
    throw new UsageError(`--seed '${seed}' must be 1 to 64 letters, digits, '.', '_' or '-'`);
  return seed;
}

function parsePorts(ports: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ports.map((port) => {
      const match = /^(reader|arm)=(.+)$/u.exec(port);
      if (match === null)
        throw new UsageError(`--port '${port}' must be reader=PATH or arm=PATH, such as --port reader=/dev/ttyUSB0`);
      return [match[1] ?? '', match[2] ?? ''] as const;
    }),
  );
}

function firmwareOf(options: CertifyOptions): {
  readonly firmwarePath?: string;
  readonly allowUnknownFirmware?: boolean;
} {
  return {
    ...(options.firmware === undefined ? {} : { firmwarePath: resolve(options.firmware) }),
    ...(options.allowUnknownFirmware === undefined ? {} : { allowUnknownFirmware: options.allowUnknownFirmware }),
  };
}

/** How long each case took in the last run that can be read; nothing on a first run. */
function previousDurations(): ReadonlyMap<string, number> {
  const last = latestRun(runsFolder);
  if (last === undefined) return new Map();
  const run = readRun(last);
  const isRealTime = new Set(run.benches.filter(({ nature }) => nature !== 'simulated').map(({ name }) => name));
  return new Map(run.cases.map((each) => [each.name, isRealTime.has(each.bench) ? each.durationMs : 30]));
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
