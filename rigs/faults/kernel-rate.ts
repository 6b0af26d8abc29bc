import type { WireFault } from './fault.ts';
import { wholeNumber } from './fault-options.ts';
import { triggerFacts, wireTriggerOf, type LinkTrigger } from './link-trigger.ts';

/**
 * The kernel lets no more than so many bits a second through (a token bucket of one full packet): what is more waits its turn. A
 * fault behind which nothing waited did not strike.
 */
export function kernelRate(options: LinkTrigger & { readonly bitsPerS: number }): WireFault {
  const name = 'kernel-rate';
  const trigger = wireTriggerOf(name, options);
  const bitsPerS = wholeNumber({ fault: name, name: 'bitsPerS', value: options.bitsPerS }, [8000, 1_000_000_000]);
  return {
    target: 'host-wire',
    name,
    facts: { ...triggerFacts(trigger), bitsPerS },
    trigger,
    trouble: { kind: 'rate', bitsPerS },
  };
}
