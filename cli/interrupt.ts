import { exitCodes } from './exit-codes.ts';

/** A signal that aborts when the person, or the system, wants the program to end. */
export interface Interrupt extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * The first Ctrl-C (or TERM, or hang-up) lets the case under way end, seal its record and report; the second one ends
 * the program at once.
 *
 * @param consequence  what the first one leads to, in words
 */
export function onInterrupt(consequence = 'the run is closed as interrupted'): Interrupt {
  const stop = new AbortController();
  const hear = (): void => {
    if (stop.signal.aborted) process.exit(exitCodes.interrupted);
    process.stderr.write(`\ntouchstone: stopping; ${consequence} (once more to stop at once)\n`);
    stop.abort(new Error('interrupted'));
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, hear);
  return {
    signal: stop.signal,
    [Symbol.dispose]: () => {
      for (const name of signals) process.off(name, hear);
    },
  };
}
