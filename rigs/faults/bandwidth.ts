import type { LinkFault, Piece } from './fault.ts';
import { wholeNumber } from './fault-options.ts';
import { triggerFacts, triggerOf, type LinkTrigger } from './link-trigger.ts';

/** Bytes that arrive together on a slow link: few, so that a message comes in many parts. */
const burstBytes = 32;

/** Bytes trickle: no more than so many a second, a few at a time. */
export function bandwidth(options: LinkTrigger & { readonly bytesPerS: number }): LinkFault {
  const name = 'bandwidth';
  const trigger = triggerOf(name, options);
  const bytesPerS = wholeNumber({ fault: name, name: 'bytesPerS', value: options.bytesPerS }, [1, 1_000_000_000]);
  return {
    target: 'host-link',
    name,
    facts: { ...triggerFacts(trigger), bytesPerS },
    trigger,
    grain: 'byte',
    shape: ({ bytes }) => ({ pieces: bursts(bytes, bytesPerS) }),
  };
}

function bursts(bytes: Uint8Array, bytesPerS: number): readonly Piece[] {
  const count = Math.ceil(bytes.length / burstBytes);
  return Array.from({ length: count }, (_, index) => {
    const part = bytes.subarray(index * burstBytes, (index + 1) * burstBytes);
    return { bytes: part, delayMs: (part.length * 1000) / bytesPerS };
  });
}
