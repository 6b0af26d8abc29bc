import type { Recorded } from '#drivers/ports/evidence.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import { isoTime } from '#drivers/clock/iso-time.ts';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { PlannedCase } from '#reports/evidence/run-record.ts';
import { journalFileOf, type RunFolder } from '#reports/evidence/run-folder.ts';
import type { Bench, BenchOptions, OpenBench } from '#rigs/rig.ts';
import type { Check } from '#scenarios/check.ts';
import type { NamedScenario } from '#scenarios/library.ts';
import { runCase } from '#scenarios/run-case.ts';
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

/**
 * Runs every case of every bench, one after the other, and keeps each judgement as soon as it is made. A bench that
 * can't be opened makes its cases errors of the bench; the others go on.
 *
 * @throws {RigFailure} when the run's folder can't be written any more
 */
export async function executeRun(run: Execution): Promise<void> {
  for (const bench of run.benches) {
    if (run.signal.aborted) return;
    await executeOnBench(bench, run);
  }
}

async function executeOnBench(bench: Bench, run: Execution): Promise<void> {
  const planned = run.planned.filter((each) => each.bench === bench.description.name);
  let opened: OpenBench;
  try {
    run.progress.note(`opening bench ${bench.description.name}: ${bench.description.summary}`);
    opened = await bench.open({ ...run.benchOptions, signal: run.signal });
  } catch (error) {
    if (!(error instanceof RigFailure)) throw error;
    if (!run.signal.aborted) for (const each of planned) keepUnopened(each, error, run);
    return;
  }
  await using open = opened;
  for (const each of planned) {
    if (run.signal.aborted) return;
    await executeCase(each, { bench, open, run });
  }
}

async function executeCase(
  planned: PlannedCase,
  { bench, open, run }: { readonly bench: Bench; readonly open: OpenBench; readonly run: Execution },
): Promise<void> {
  const scenario = run.scenarios.find(({ slug }) => planned.name.endsWith(`/${slug}`));
  if (scenario === undefined) return;
  run.progress.begin(planned);
  using writer = run.folder.openJournal(planned.name);
  const disk = new AbortController();
  const startedMs = run.clock.nowMs();
  const result = await runCase({
    scenario,
    bench,
    opened: open,
    checks: run.checks,
    rng: seededRng(run.seed).fork(scenario.slug),
    signal: AbortSignal.any([run.signal, disk.signal]),
    onEvent: (event) => {
      run.progress.event(event);
      writeOrStop(event, { append: (each) => writer.append(each), disk });
    },
  });
  // A record that could not be written proves nothing: the run ends here.
  disk.signal.throwIfAborted();
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

/** Events come from callbacks of devices, which must not be hit by our full disk: the failure is kept for the end. */
function writeOrStop(
  event: Recorded,
  to: { readonly append: (event: Recorded) => void; readonly disk: AbortController },
): void {
  if (to.disk.signal.aborted) return;
  try {
    to.append(event);
  } catch (error) {
    to.disk.abort(error);
  }
}

function keepUnopened(planned: PlannedCase, error: RigFailure, run: Execution): void {
  const finding = {
    check: 'bench',
    clause: '',
    requirementIds: [],
    verdict: 'error',
    text: `${error.code}: ${error.message}`,
    expected: `bench ${planned.bench} opens`,
    observed: error.message,
  } as const;
  const reason = finding.text;
  run.folder.keep({
    ...planned,
    verdict: 'error',
    reason,
    findings: [finding],
    journalFile: '',
    headHash: '',
    durationMs: 0,
  });
  run.progress.end(planned, { verdict: 'error', reason, tookMs: 0 });
}
