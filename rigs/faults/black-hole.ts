import type { LinkFault } from './fault.ts';
import { triggerFacts, triggerOf, type LinkTrigger } from './link-trigger.ts';

/**
 * Bytes disappear without a trace, in one direction or both. Every connection stays open, and new ones can be made, as
 * behind a mobile network that lost its way.
 */
export function blackHole(options: LinkTrigger): LinkFault {
  const name = 'black-hole';
  const trigger = triggerOf(name, options);
  return {
    target: 'host-link',
    name,
    facts: triggerFacts(trigger),
    trigger,
    grain: 'byte',
    shape: () => ({ pieces: [] }),
  };
}
