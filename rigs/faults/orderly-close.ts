import type { LinkFault } from './fault.ts';
import { triggerFacts, triggerOf, type LinkTrigger } from './link-trigger.ts';

/**
 * The connection is closed in an orderly way instead of delivering the byte or message at which it strikes, as a host
 * does that is restarted, or that thinks it is through. Once, unless told.
 */
export function orderlyClose(options: LinkTrigger): LinkFault {
  const name = 'orderly-close';
  const trigger = triggerOf(name, options, { forMessages: 1 });
  return {
    target: 'host-link',
    name,
    facts: triggerFacts(trigger),
    trigger,
    grain: 'byte',
    ends: 'close',
    shape: () => ({ pieces: [], end: 'close' }),
  };
}
