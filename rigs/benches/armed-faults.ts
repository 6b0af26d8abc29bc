import type { Journal } from '#drivers/ports/evidence.ts';
import type { LinkFault, OutageFault, TlsFault } from '#rigs/faults/fault.ts';

/** In force until the handle is disposed. */
export function armIn<T extends LinkFault | TlsFault | OutageFault>(
  armed: T[],
  fault: T,
  journal: Journal,
): AsyncDisposable {
  armed.push(fault);
  journal.append({ kind: 'fault', name: fault.name, state: 'armed', facts: fault.facts });
  return {
    [Symbol.asyncDispose]: async () => {
      const place = armed.indexOf(fault);
      if (place < 0) return;
      armed.splice(place, 1);
      journal.append({ kind: 'fault', name: fault.name, state: 'lifted', facts: fault.facts });
    },
  };
}
