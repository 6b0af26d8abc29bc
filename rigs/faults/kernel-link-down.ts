import type { WireFault } from './fault.ts';
import { triggerFacts, wireTriggerOf, type LinkTrigger } from './link-trigger.ts';

/**
 * The network device on the host's side is taken down, as by a cable that is pulled: nothing passes in either direction, no side
 * hears of it, and TCP sends again what is owed when the device is up.
 */
export function kernelLinkDown(options: LinkTrigger): WireFault {
  const name = 'kernel-link-down';
  const trigger = wireTriggerOf(name, options);
  return { target: 'host-wire', name, facts: { ...triggerFacts(trigger) }, trigger, trouble: { kind: 'link-down' } };
}
