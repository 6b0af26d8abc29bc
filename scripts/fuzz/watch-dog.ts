import { Worker } from 'node:worker_threads';

/** Watches from another thread: an input that never ends can't be told by the thread that is stuck in it. */
export interface WatchDog extends Disposable {
  /** An input is begun. */
  note(targetNumber: number, index: number): void;
}

const barks = `
const { workerData: { places, names, limitMs, replay } } = require('node:worker_threads');
const seen = new Int32Array(places);
let before = -1;
setInterval(() => {
  if (seen[0] !== before) { before = seen[0]; return; }
  const words = 'fuzz: HANGS in ' + names[seen[1]] + ' ' + seen[2] + '; repeat it: ' + replay + ' --only ' + names[seen[1]] + ' --from ' + seen[2];
  require('node:fs').writeSync(2, words + '\\n');
  process.kill(process.pid, 'SIGKILL');
}, limitMs);`;

/**
 * Kills the process, with a word about the input, when none is begun for `limitMs`.
 *
 * @param replay  the command that repeats an input, without the input
 */
export function watchDog(terms: {
  readonly names: readonly string[];
  readonly limitMs: number;
  readonly replay: string;
}): WatchDog {
  const places = new SharedArrayBuffer(12);
  const written = new Int32Array(places);
  const worker = new Worker(barks, { eval: true, workerData: { ...terms, places } });
  worker.unref();
  return {
    note: (targetNumber, index) => {
      written[0] = ((written[0] ?? 0) + 1) | 0;
      written[1] = targetNumber;
      written[2] = index;
    },
    [Symbol.dispose]: () => void worker.terminate(),
  };
}
