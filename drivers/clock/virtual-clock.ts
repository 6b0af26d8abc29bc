import { RigFailure } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';

/** Work on the virtual clock waits for something that no timer will ever bring. */
export class SimulationStalled extends RigFailure {
  override readonly name = 'SimulationStalled';
}

interface Timer {
  readonly dueMs: number;
  readonly order: number;
  readonly ring: () => void;
}

/** Timers fired in one `drive` before we call it a run-away loop: days of virtual time for any honest scenario. */
const firedMax = 5_000_000;

/**
 * Time that passes only while `drive` runs, and then in jumps: when nothing is left to do at this instant, the clock
 * moves to the next timer. Sound only where nothing waits for real input or output.
 *
 * @param options.startMs  milliseconds since 1970-01-01T00:00Z at which this clock begins
 */
export function virtualClock(options: { readonly startMs: number }): Clock {
  return new VirtualClock(options.startMs);
}

class VirtualClock implements Clock {
  #nowMs: number;
  #order = 0;
  /** Sorted: the next to ring is the last one, so that taking it is cheap. */
  readonly #timers: Timer[] = [];

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(reasonOf(signal));
        return;
      }
      const timer: Timer = {
        dueMs: this.#nowMs + Math.max(0, delayMs),
        order: this.#order++,
        ring: () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        },
      };
      const stop = (): void => {
        this.#remove(timer);
        if (signal !== undefined) reject(reasonOf(signal));
      };
      signal?.addEventListener('abort', stop, { once: true });
      this.#insert(timer);
    });
  }

  async drive<T>(work: Promise<T>): Promise<T> {
    const state = { isSettled: false };
    const settled = (): void => {
      state.isSettled = true;
    };
    work.then(settled, settled);
    for (let fired = 0; fired < firedMax; fired += 1) {
      // One turn of the event loop: every promise that can settle at this instant has done so afterwards.
      await new Promise(setImmediate);
      if (state.isSettled) return work;
      this.#ringNext();
    }
    throw this.#stalled(
      `more than ${firedMax} timers rang and the work is still not done; look for a loop that sleeps without end`,
    );
  }

  #ringNext(): void {
    const next = this.#timers.pop();
    if (next === undefined) {
      throw this.#stalled(
        'the work waits for something that no timer will bring; look for a promise that nobody settles',
      );
    }
    this.#nowMs = next.dueMs;
    next.ring();
  }

  #stalled(message: string): SimulationStalled {
    return new SimulationStalled({
      code: 'SIMULATION_STALLED',
      blame: 'scenario',
      message,
      facts: { atMs: this.#nowMs },
    });
  }

  #insert(timer: Timer): void {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#timers[middle];
      if (other !== undefined && isLater(other, timer)) low = middle + 1;
      else high = middle;
    }
    this.#timers.splice(low, 0, timer);
  }

  #remove(timer: Timer): void {
    const index = this.#timers.indexOf(timer);
    if (index >= 0) this.#timers.splice(index, 1);
  }
}

function isLater(a: Timer, b: Timer): boolean {
  return a.dueMs === b.dueMs ? a.order > b.order : a.dueMs > b.dueMs;
}

function reasonOf(signal: AbortSignal): Error {
  return Error.isError(signal.reason) ? signal.reason : new Error('aborted', { cause: signal.reason });
}
