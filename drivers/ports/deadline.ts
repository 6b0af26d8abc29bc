import type { Clock } from './surroundings.ts';

/** What became of a wait that had a bound. */
export type BoundedWait<T> =
  | { readonly kind: 'settled'; readonly value: T }
  | { readonly kind: 'timed-out'; readonly afterMs: number };

/** One for all waits: nobody sees it, and to make one with its stack costs more than all the rest of a wait. */
const waitIsOver = new DOMException('the wait is over', 'AbortError');

/**
 * Waits for `work`, but at most `timeoutMs` on `clock`. The work itself is not cancelled: whoever owns it does that.
 *
 * @throws what `work` throws, and the signal's reason when `signal` aborts first
 */
export async function within<T>(
  clock: Clock,
  work: Promise<T>,
  options: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<BoundedWait<T>> {
  const timer = new AbortController();
  const signal = options.signal === undefined ? timer.signal : AbortSignal.any([timer.signal, options.signal]);
  const timeout = clock
    .sleep(options.timeoutMs, signal)
    .then((): BoundedWait<T> => ({ kind: 'timed-out', afterMs: options.timeoutMs }));
  // When the work wins, the timer's rejection has nobody left to tell.
  timeout.catch(() => undefined);
  try {
    return await Promise.race([work.then((value): BoundedWait<T> => ({ kind: 'settled', value })), timeout]);
  } finally {
    timer.abort(waitIsOver);
  }
}
