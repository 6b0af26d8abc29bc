import type { TerminalClock } from '../needs.ts';

/** Time that passes only while somebody drives it: from timer to timer, in no real time. */
export interface ManualClock extends TerminalClock {
  /**
   * Lets time pass until `work` settles.
   *
   * @throws when `work` waits for something that no timer will bring
   */
  drive<T>(work: Promise<T>): Promise<T>;
}

interface Timer {
  readonly dueMs: number;
  readonly fire: () => void;
}

/** More turns of the microtask queue than any chain of promises in this folder takes between two timers. */
const TURNS_MAX = 400;

/** A clock for the terminal's own tests. */
export function manualClock(startMs: number): ManualClock {
  let nowMs = startMs;
  const timers = new Set<Timer>();
  const fireNext = (): void => {
    const next = [...timers].toSorted((a, b) => a.dueMs - b.dueMs)[0];
    if (next === undefined) throw new Error('the work waits for something that can never come');
    timers.delete(next);
    nowMs = next.dueMs;
    next.fire();
  };
  return {
    nowMs: () => nowMs,
    sleep: (delayMs, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason as Error);
        const timer: Timer = { dueMs: nowMs + delayMs, fire: resolve };
        timers.add(timer);
        return signal?.addEventListener('abort', () => {
          timers.delete(timer);
          reject(signal.reason as Error);
        });
      }),
    async drive(work) {
      const progress = { isSettled: false };
      const note = (): void => {
        progress.isSettled = true;
      };
      work.then(note, note);
      for (;;) {
        for (let turn = 0; turn < TURNS_MAX && !progress.isSettled; turn += 1) await Promise.resolve();
        if (progress.isSettled) return work;
        fireNext();
      }
    },
  };
}
