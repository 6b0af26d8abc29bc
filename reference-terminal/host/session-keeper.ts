import { PowerLost } from '../device/power-gate.ts';
import type { Turns } from '../device/turns.ts';
import type { TerminalClock } from '../needs.ts';
import { StoreFailure } from '../store-and-forward/store-failure.ts';
import type { HostSession } from './host-session.ts';

/** Does what the session wants at times of its own, each in its own turn, while the terminal has power. */
export function sessionKeeper(parts: {
  readonly clock: TerminalClock;
  readonly session: HostSession;
  readonly turns: Turns;
  /** Absent: no echo tests. */
  readonly echoEveryMs: number | undefined;
}): AsyncDisposable {
  const { clock, session, turns, echoEveryMs } = parts;
  const stop = new AbortController();
  const keep = async (): Promise<void> => {
    await turns.take(() => session.atStart());
    if (echoEveryMs === undefined) return;
    // The signal and the power bound it from outside.
    for (;;) {
      stop.signal.throwIfAborted();
      await clock.sleep(echoEveryMs, stop.signal);
      await turns.take(() => session.echo());
    }
  };
  const running = keep().catch((error: unknown) => {
    // A damaged store shows itself to the next transaction too; only that one reports it.
    if (error instanceof PowerLost || error instanceof StoreFailure || stop.signal.aborted) return;
    throw error;
  });
  return {
    async [Symbol.asyncDispose]() {
      stop.abort(new DOMException('the terminal is switched off', 'AbortError'));
      await running;
    },
  };
}
