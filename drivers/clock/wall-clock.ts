import type { Clock } from '#drivers/ports/surroundings.ts';

/**
 * The machine's own time, counted from a monotonic source so that a step of the system clock moves no timer.
 */
export function wallClock(): Clock {
  const originMs = performance.timeOrigin;
  return {
    nowMs: () => originMs + performance.now(),
    sleep,
    drive: (work) => work,
  };
}

function sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(reasonOf(signal));
      return;
    }
    const stop = (): void => {
      clearTimeout(timer);
      if (signal !== undefined) reject(reasonOf(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, delayMs);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

function reasonOf(signal: AbortSignal): Error {
  return Error.isError(signal.reason) ? signal.reason : new Error('aborted', { cause: signal.reason });
}
