import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { within } from '#drivers/ports/deadline.ts';
import { exitCodes } from './exit-codes.ts';
import { chromium, dissector, ensureProgram, pcscDaemon } from './system-packages.ts';
import { coloured } from './terminal-text.ts';
import { countsLine, isTestCounts, type TestCounts } from './test-counts.ts';

/**
 * Runs the project's tests; further words go to vitest. The last line tells how many passed, failed and were skipped.
 *
 * @returns vitest's exit code, 130 when it was interrupted
 */
export async function runTests(words: readonly string[]): Promise<number> {
  const note = (text: string): void => void process.stdout.write(`touchstone: ${text}\n`);
  for (const wanted of [chromium, pcscDaemon, dissector]) {
    const found = await ensureProgram(wanted, note);
    if (!found.isThere) note(coloured('yellow', `not run: ${wanted.purpose}; ${found.advice}`));
  }
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', ...reporterWords(words), ...words], {
    cwd: fileURLToPath(new URL('../', import.meta.url)),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  let counts: TestCounts | undefined;
  child.on('message', (message) => {
    if (isTestCounts(message)) counts = message;
  });
  using passing = passSignalsOn(child);
  const [code] = await once(child, 'close');
  if (counts !== undefined) process.stdout.write(`${countsLine(counts)}\n`);
  if (passing.isInterrupted()) return exitCodes.interrupted;
  return typeof code === 'number' ? code : exitCodes.benchFailed;
}

/** Whoever chooses a reporter gets that one as well as the counts, and not the default one. */
function reporterWords(words: readonly string[]): readonly string[] {
  const isChosen = words.some((word) => /^--reporters?(?:=|$)/u.test(word));
  const counting = `--reporter=${fileURLToPath(new URL('counts-reporter.ts', import.meta.url))}`;
  return isChosen ? [counting] : ['--reporter=default', counting];
}

/** How long a child that heard Ctrl-C by itself gets to end its report. */
const graceMs = 2000;

interface Passing extends Disposable {
  readonly isInterrupted: () => boolean;
}

/**
 * A terminal's Ctrl-C reaches the child by itself, and a second one would cut its report off; one that was sent to us
 * alone does not. So the child gets a moment before it is told, and none at the second Ctrl-C.
 */
function passSignalsOn(child: ChildProcess): Passing {
  const over = new AbortController();
  let count = 0;
  const hear = (): void => {
    count += 1;
    if (count > 1) child.kill('SIGKILL');
    else void tellLater(child, over.signal);
  };
  const handOn = (signal: NodeJS.Signals): void => {
    count += 1;
    child.kill(signal);
  };
  process.on('SIGINT', hear);
  for (const name of ['SIGTERM', 'SIGHUP'] as const) process.on(name, handOn);
  return {
    isInterrupted: () => count > 0,
    [Symbol.dispose]: () => {
      over.abort();
      process.off('SIGINT', hear);
      for (const name of ['SIGTERM', 'SIGHUP'] as const) process.off(name, handOn);
    },
  };
}

async function tellLater(child: ChildProcess, signal: AbortSignal): Promise<void> {
  const wait = await within(wallClock(), once(child, 'close', { signal }), { timeoutMs: graceMs, signal }).catch(
    () => undefined,
  );
  if (wait?.kind === 'timed-out') child.kill('SIGTERM');
}
