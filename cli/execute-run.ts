import type { Recorded } from '#drivers/ports/evidence.ts';
import { within } from '#drivers/ports/deadline.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import { isoTime } from '#drivers/clock/iso-time.ts';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { JournalWriter } from '#reports/evidence/journal-file.ts';
import type { PlannedCase } from '#reports/evidence/run-record.ts';
import { journalFileOf, type RunFolder } from '#reports/evidence/run-folder.ts';
import type { Bench, BenchOptions, OpenBench } from '#rigs/rig.ts';
import type { Check } from '#scenarios/check.ts';
import type { NamedScenario } from '#scenarios/library.ts';
import { runCase } from '#scenarios/run-case.ts';
import { benchTrouble } from './bench-trouble.ts';
import type { Progress } from './progress.ts';

/** A run that is planned and has its folder. */
export interface Execution {
  readonly clock: Clock;
  readonly seed: string;
  readonly folder: RunFolder;
  readonly planned: readonly PlannedCase[];
  readonly scenarios: readonly NamedScenario[];
  readonly benches: readonly Bench[];
  readonly checks: readonly Check[];
  readonly benchOptions: Omit<BenchOptions, 'signal'>;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Longest that a bench may take to park its arm and let go of its devices. */
const putAwayTimeoutMs = 30_000;

/**
 * Runs every case of every bench, one after the other, and keeps each judgement as soon as it is made. A bench that
 * can't be opened makes its cases errors of the bench; the others go on.
 *
 * @returns what went wrong when benches were put away, which concerns no case but whoever uses the bench next
 * @throws {RigFailure} when the run's folder can't be written any more
 */
export async function executeRun(run: Execution): Promise<readonly RigFailure[]> {
  const troubles: RigFailure[] = [];
  for (const bench of run.benches) {
    if (run.signal.aborted) return troubles;
    await executeOnBench(bench, { run, tell: (trouble) => troubles.push(trouble) });
  }
  return troubles;
}

async function executeOnBench(
  bench: Bench,
  { run, tell }: { readonly run: Execution; readonly tell: (trouble: RigFailure) => void },
): Promise<void> {
  const { name, summary } = bench.description;
  const planned = run.planned.filter((each) => each.bench === name);
  run.progress.note(`opening bench ${name}: ${summary}`);
  const opened = await openOr(bench, run);
  if (opened instanceof RigFailure) {
    if (!run.signal.aborted) for (const each of planned) keepUnopened(each, opened, run);
    return;
  }
  await using _away = putAway(opened, { name, clock: run.clock, tell });
  for (const each of planned) {
    if (run.signal.aborted) return;
    // Hundreds of cases that are not applicable write their records without waiting for anything; devices that the bench
    // holds open (a broker's keep-alive) need the event loop in between.
    await run.clock.sleep(0);
    await executeCase(each, { bench, open: opened, run });
  }
}

async function openOr(bench: Bench, run: Execution): Promise<OpenBench | RigFailure> {
  try {
    const opened: OpenBench | undefined = await bench.open({ ...run.benchOptions, signal: run.signal });
    if (typeof opened?.openRig === 'function') return opened;
    const message = 'opened the bench and got nothing to run cases on; `open` must return an OpenBench (rigs/rig.ts)';
    return new RigFailure({ code: 'BENCH_DEFECT', blame: 'bench', message });
  } catch (error) {
    return benchTrouble(error, { bench: bench.description.name, tried: 'opened' });
  }
}

/** What a bench does on its way out must neither take the run's verdicts away nor hold the run for ever. */
function putAway(
  opened: OpenBench,
  options: { readonly name: string; readonly clock: Clock; readonly tell: (trouble: RigFailure) => void },
): AsyncDisposable {
  const { name, clock, tell } = options;
  return {
    [Symbol.asyncDispose]: async () => {
      try {
        const leaving = Promise.resolve(opened[Symbol.asyncDispose]());
        const wait = await within(clock, leaving, { timeoutMs: putAwayTimeoutMs });
        if (wait.kind === 'timed-out') throw new Error(`it was not done within ${putAwayTimeoutMs} ms`);
      } catch (error) {
        tell(benchTrouble(error, { bench: name, tried: 'put away' }));
      }
    },
  };
}

async function executeCase(
  planned: PlannedCase,
  { bench, open, run }: { readonly bench: Bench; readonly open: OpenBench; readonly run: Execution },
): Promise<void> {
  const scenario = run.scenarios.find(({ slug }) => planned.name.endsWith(`/${slug}`));
  if (scenario === undefined) return;
  run.progress.begin(planned);
  using writer = run.folder.openJournal(planned.name);
  const record = recordTo(writer, run.progress);
  const startedMs = run.clock.nowMs();
  const result = await runCase({
    scenario,
    bench,
    opened: open,
    checks: run.checks,
    rng: seededRng(run.seed).fork(scenario.slug),
    signal: AbortSignal.any([run.signal, record.full]),
    onEvent: record.hear,
  });
  // A record that could not be written proves nothing: the run ends here.
  record.full.throwIfAborted();
  const headHash = writer.seal();
  const { verdict, reason, findings, durationMs } = result;
  run.folder.keep({
    ...planned,
    verdict,
    reason,
    findings,
    durationMs,
    headHash,
    journalFile: journalFileOf(planned.name),
    startedAtIso: isoTime(startedMs),
  });
  run.progress.end(planned, { verdict, reason, tookMs: run.clock.nowMs() - startedMs });
}

interface CaseRecording {
  /** Aborts when the disk takes no more. */
  readonly full: AbortSignal;
  readonly hear: (event: Recorded) => void;
}

/** Events come from callbacks of devices, which must not be hit by our full disk: the failure is kept for the end. */
function recordTo(writer: JournalWriter, progress: Progress): CaseRecording {
  const disk = new AbortController();
  return {
    full: disk.signal,
    hear: (event) => {
      progress.event(event);
      if (disk.signal.aborted) return;
      try {
        writer.append(event);
      } catch (error) {
        disk.abort(error);
      }
    },
  };
}

function keepUnopened(planned: PlannedCase, failure: RigFailure, run: Execution): void {
  const reason = `${failure.code}: ${failure.message}`;
  const finding = {
    check: 'bench',
    clause: '',
    requirementIds: [],
    verdict: 'error',
    text: reason,
    expected: `bench ${planned.bench} opens`,
    observed: failure.message,
  } as const;
  const result = { verdict: 'error', reason } as const;
  run.folder.keep({ ...planned, ...result, findings: [finding], journalFile: '', headHash: '', durationMs: 0 });
  run.progress.end(planned, { ...result, tookMs: 0 });
}
