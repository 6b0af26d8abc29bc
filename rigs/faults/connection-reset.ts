import type { LinkFault } from './fault.ts';
import { triggerFacts, triggerOf, type LinkTrigger } from './link-trigger.ts';

/**
 * The connection is reset instead of delivering the byte or message at which it strikes: what is under way in either
 * direction is lost. Once, unless told.
 */
export function connectionReset(options: LinkTrigger): LinkFault {
  const name = 'connection-reset';
  const trigger = triggerOf(name, options, { forMessages: 1 });
  return {
    target: 'host-link',
    name,
    facts: triggerFacts(trigger),
    trigger,
    grain: 'byte',
    ends: 'reset',
    shape: () => ({ pieces: [], end: 'reset' }),
  };
}
