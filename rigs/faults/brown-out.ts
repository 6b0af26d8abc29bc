import type { Recorded } from '#drivers/ports/evidence.ts';
import type { SupplyFault } from './fault.ts';

/** The supply dips to `voltageMv` right after the first happening for which `when` holds, until the fault is lifted. */
export function brownOut(options: {
  readonly when: (event: Recorded) => boolean;
  readonly voltageMv: number;
  /** What `when` waits for, in words. */
  readonly at: string;
}): SupplyFault {
  return {
    target: 'terminal-supply',
    name: 'brown-out',
    facts: { at: options.at, voltageMv: options.voltageMv },
    when: options.when,
    voltageMv: options.voltageMv,
  };
}
