import assert from 'node:assert/strict';

import type { Turns } from '../device/turns.ts';
import { PowerLost } from '../device/power-gate.ts';
import type { TerminalClock } from '../needs.ts';
import { pauseAfter, type BackOffTerms } from './back-off.ts';
import type { DurableStore } from './durable-store.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import { unlessRefused } from './store-failure.ts';

/** Keeps trying to deliver what is owed while the terminal has power and nothing else to do. */
export interface BackgroundDelivery extends AsyncDisposable {
  /** Starts trying unless it is at it already or nothing is owed; the first try comes after `delayMs`. */
  start(delayMs: number): void;
  /**
   * Settles when nothing is owed any more or the tries have ended.
   *
   * @throws {StoreFailure} what made the tries end, once
   */
  idle(): Promise<void>;
}

/** What background delivery works with. */
export interface BackgroundDeliveryParts {
  readonly clock: TerminalClock;
  readonly store: DurableStore;
  readonly deliveries: DeliveryQueue;
  readonly turns: Turns;
  /** Pauses between one try and the next. */
  readonly backOff: BackOffTerms;
}

/** One for all: an error takes its time to make, and nobody looks at where this one came from. */
const switchedOff = new DOMException('the terminal is switched off', 'AbortError');

/** Delivery in the background, one try at a time, each in its own turn. */
export function backgroundDelivery(parts: BackgroundDeliveryParts): BackgroundDelivery {
  const stop = new AbortController();
  let running: Promise<void> | undefined;
  let failure: Error | undefined;
  return {
    start(delayMs) {
      if (running !== undefined || parts.store.owedCount() === 0) return;
      running = deliverUntilClear(parts, delayMs, stop.signal)
        .catch((error: unknown) => {
          if (error instanceof PowerLost || stop.signal.aborted) return;
          assert(error instanceof Error, 'what is thrown is an error');
          failure = error;
        })
        .finally(() => {
          running = undefined;
        });
    },
    async idle() {
      await running;
      const reason = failure;
      failure = undefined;
      if (reason !== undefined) throw reason;
    },
    async [Symbol.asyncDispose]() {
      stop.abort(switchedOff);
      await running;
    },
  };
}

/** Ends when nothing is owed; the signal and the power bound it from outside. */
async function deliverUntilClear(parts: BackgroundDeliveryParts, delayMs: number, signal: AbortSignal): Promise<void> {
  let pauseMs = delayMs;
  let failureCount = 0;
  do {
    if (pauseMs > 0) await parts.clock.sleep(pauseMs, signal);
    signal.throwIfAborted();
    await parts.turns.take(async () => {
      unlessRefused(() => parts.deliveries.recover());
      const owedBefore = parts.store.owedCount();
      await parts.deliveries.deliver();
      failureCount = parts.store.owedCount() < owedBefore ? 1 : failureCount + 1;
    });
    pauseMs = pauseAfter(failureCount, parts.backOff);
  } while (parts.store.owedCount() > 0);
}
