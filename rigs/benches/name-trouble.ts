import { RigFailure } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { NameFault } from '#rigs/faults/fault.ts';

/** The name server of a bench. */
export interface TroubledNames {
  /** Puts a fault in force until the handle is disposed. */
  arm(fault: NameFault): Disposable;
  /** @throws {RigFailure} code NAME_NOT_RESOLVED, with `facts.why`; the signal's reason when the caller gives up */
  lookUp(signal?: AbortSignal): Promise<void>;
}

/** Answers at once, and right, while no fault is in force; of several the last one counts. */
export function troubledNames(options: {
  readonly clock: Clock;
  readonly onStrike: (fault: NameFault) => void;
}): TroubledNames {
  const armed: { readonly fault: NameFault; metCount: number }[] = [];
  return {
    arm: (fault) => {
      const each = { fault, metCount: 0 };
      armed.push(each);
      return { [Symbol.dispose]: () => void armed.splice(armed.indexOf(each), 1) };
    },
    lookUp: async (signal) => {
      const met = armed.findLast(({ fault, metCount }) => metCount < (fault.lookUps ?? Infinity));
      if (met === undefined) return;
      met.metCount += 1;
      options.onStrike(met.fault);
      const { trouble } = met.fault;
      if (trouble.kind === 'no-such-name') throw notResolved('there is no such name');
      await options.clock.sleep(trouble.delayMs, signal);
      if (trouble.kind === 'no-answer') throw notResolved('the name server gave no answer');
    },
  };
}

function notResolved(why: string): RigFailure {
  return new RigFailure({
    code: 'NAME_NOT_RESOLVED',
    blame: 'bench',
    message: `could not look up the host's name: ${why}; check the name server`,
    facts: { why },
  });
}
