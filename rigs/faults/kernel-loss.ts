import type { WireFault } from './fault.ts';
import { wholeNumber } from './fault-options.ts';
import { triggerFacts, wireTriggerOf, type LinkTrigger } from './link-trigger.ts';

/**
 * The kernel drops so many percent of the TCP packets, by its own chance: TCP sends them again, later and later. What was lost is
 * counted; a fault that lost nothing did not strike.
 */
export function kernelLoss(options: LinkTrigger & { readonly percent: number }): WireFault {
  const name = 'kernel-loss';
  const trigger = wireTriggerOf(name, options);
  const percent = wholeNumber({ fault: name, name: 'percent', value: options.percent }, [1, 100]);
  return {
    target: 'host-wire',
    name,
    facts: { ...triggerFacts(trigger), percent },
    trigger,
    trouble: { kind: 'loss', percent },
  };
}
