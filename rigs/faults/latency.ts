import type { LinkFault } from './fault.ts';
import { wholeNumber } from './fault-options.ts';
import { triggerFacts, triggerOf, type LinkTrigger } from './link-trigger.ts';

/** Longest delay of a passage: more than any terminal waits. */
const delayMsMax = 600_000;

/** Everything arrives later; the order stays. */
export function latency(options: LinkTrigger & { readonly delayMs: number }): LinkFault {
  const name = 'latency';
  const trigger = triggerOf(name, options);
  const delayMs = wholeNumber({ fault: name, name: 'delayMs', value: options.delayMs }, [0, delayMsMax]);
  return {
    target: 'host-link',
    name,
    facts: { ...triggerFacts(trigger), delayMs },
    trigger,
    grain: 'byte',
    shape: ({ bytes }) => ({ pieces: [{ bytes, delayMs }] }),
  };
}
