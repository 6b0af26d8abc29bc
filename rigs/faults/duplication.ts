import type { HostDirection } from '#drivers/ports/evidence.ts';
import type { LinkFault } from './fault.ts';
import { wholeNumber } from './fault-options.ts';
import { triggerFacts, triggerOf, type LinkTrigger } from './link-trigger.ts';

/** Whole messages arrive more than once, one copy right behind the other. */
export function duplication(options: LinkTrigger & { readonly copies?: number }): LinkFault {
  const name = 'duplication';
  const trigger = triggerOf(name, options);
  const copies = wholeNumber({ fault: name, name: 'copies', value: options.copies ?? 1 }, [1, 100]);
  const begun: Record<HostDirection, Uint8Array> = { 'to-host': new Uint8Array(), 'from-host': new Uint8Array() };
  return {
    target: 'host-link',
    name,
    facts: { ...triggerFacts(trigger), copies },
    trigger,
    grain: 'message',
    shape: ({ direction, bytes, beginsMessage, endsMessage }) => {
      const message = beginsMessage ? bytes : Uint8Array.from([...begun[direction], ...bytes]);
      begun[direction] = message;
      if (!endsMessage) return { pieces: [{ bytes }] };
      const copy = { bytes: message, isExtra: true } as const;
      return { pieces: [{ bytes }, ...Array.from({ length: copies }, () => copy)] };
    },
  };
}
