import type { Rng } from '#drivers/ports/surroundings.ts';
import type { LinkFault } from './fault.ts';
import { wholeNumber } from './fault-options.ts';
import { triggerFacts, triggerOf, type LinkTrigger } from './link-trigger.ts';

/** Longest delay of a passage: more than any terminal waits. */
const delayMsMax = 600_000;

/**
 * Everything arrives later by a time that chance picks anew for each passage, evenly between `delayMs - jitterMs` and
 * `delayMs + jitterMs`; the order stays, as on one TCP connection.
 */
export function jitter(
  options: LinkTrigger & { readonly delayMs: number; readonly jitterMs: number; readonly rng: Rng },
): LinkFault {
  const name = 'jitter';
  const trigger = triggerOf(name, options);
  const delayMs = wholeNumber({ fault: name, name: 'delayMs', value: options.delayMs }, [0, delayMsMax]);
  const jitterMs = wholeNumber({ fault: name, name: 'jitterMs', value: options.jitterMs }, [0, delayMs]);
  return {
    target: 'host-link',
    name,
    facts: { ...triggerFacts(trigger), delayMs, jitterMs },
    trigger,
    grain: 'byte',
    shape: ({ bytes }) => ({
      pieces: [{ bytes, delayMs: delayMs - jitterMs + options.rng.below(2 * jitterMs + 1) }],
    }),
  };
}
