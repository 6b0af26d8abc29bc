import type { LinkFault } from './fault.ts';
import { triggerFacts, triggerOf, type LinkTrigger } from './link-trigger.ts';

/**
 * The other side is gone without a word: on the connections that are open nothing comes any more, and what is written
 * disappears. New connections are good. Once, unless told.
 */
export function halfOpen(options: LinkTrigger): LinkFault {
  const name = 'half-open';
  const trigger = triggerOf(name, options, { forMessages: 1 });
  return {
    target: 'host-link',
    name,
    facts: triggerFacts(trigger),
    trigger,
    grain: 'byte',
    ends: 'half-open',
    shape: () => ({ pieces: [], end: 'half-open' }),
  };
}
