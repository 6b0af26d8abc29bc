import type { Happening, Journal, Recorded } from '#drivers/ports/evidence.ts';
import { within } from '#drivers/ports/deadline.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';

/** Most happenings of one case: a bound, so that a run-away device can't fill memory or disk. */
const eventsMax = 100_000;

/** A journal that also tells others what was just written, for instance the file and the faults that wait for it. */
export interface OpenJournal extends Journal {
  /** Called synchronously after each event is written. */
  onAppend(listener: (event: Recorded) => void): Disposable;
}

/**
 * The record of one case. Times count from its creation, in milliseconds with microseconds behind the point.
 */
export function createJournal(clock: Clock): OpenJournal {
  const startMs = clock.nowMs();
  const events: Recorded[] = [];
  const listeners = new Set<(event: Recorded) => void>();
  const onAppend = (listener: (event: Recorded) => void): Disposable => {
    listeners.add(listener);
    return { [Symbol.dispose]: () => void listeners.delete(listener) };
  };
  return {
    events,
    onAppend,
    append: (happening: Happening): Recorded => {
      if (events.length >= eventsMax) throw journalFull();
      const atMs = Math.round((clock.nowMs() - startMs) * 1000) / 1000;
      const event: Recorded = { ...happening, index: events.length, atMs };
      events.push(event);
      for (const listener of listeners) listener(event);
      return event;
    },
    seen: async (predicate, options) => {
      const past = events.find((event) => event.index >= (options.fromIndex ?? 0) && predicate(event));
      if (past !== undefined) return past;
      const found = Promise.withResolvers<Recorded>();
      using _watch = onAppend((event) => {
        if (predicate(event)) found.resolve(event);
      });
      const wait = await within(clock, found.promise, { timeoutMs: options.timeoutMs });
      if (wait.kind === 'settled') return wait.value;
      throw neverHappened(options.what, options.timeoutMs);
    },
  };
}

function neverHappened(what: string, timeoutMs: number): RigFailure {
  return new RigFailure({
    code: 'NEVER_HAPPENED',
    blame: 'scenario',
    message: `waited ${timeoutMs} ms for ${what}, which was never seen; look at the last events of the journal for what happened instead`,
    facts: { timeoutMs },
  });
}

function journalFull(): RigFailure {
  return new RigFailure({
    code: 'JOURNAL_FULL',
    blame: 'bench',
    message: `a case wrote more than ${eventsMax} events; a device is probably sending without end`,
    facts: { eventsMax },
  });
}
