import type { Rng } from '#drivers/ports/surroundings.ts';
import type { LinkFault } from './fault.ts';
import { wholeNumber } from './fault-options.ts';
import { triggerFacts, triggerOf, type LinkTrigger } from './link-trigger.ts';

/**
 * Bits of what passes are flipped, `flips` different ones in each passage (all of them in a shorter one), where chance
 * picks them. What TCP's sum would catch, a proxy or a modem on the way may still break.
 *
 * @param options.skipBytes  this many bytes at the beginning of every message stay whole, so that its length stays right
 */
export function corruption(
  options: LinkTrigger & { readonly flips: number; readonly rng: Rng; readonly skipBytes?: number },
): LinkFault {
  const name = 'corruption';
  const trigger = triggerOf(name, options);
  const flips = wholeNumber({ fault: name, name: 'flips', value: options.flips }, [1, 1000]);
  const skipBytes = wholeNumber({ fault: name, name: 'skipBytes', value: options.skipBytes ?? 0 }, [0, 1000]);
  return {
    target: 'host-link',
    name,
    facts: { ...triggerFacts(trigger), flips, skipBytes },
    trigger,
    grain: 'byte',
    shape: ({ bytes, beginsMessage }) => {
      const whole = beginsMessage ? Math.min(skipBytes, bytes.length) : 0;
      const rest = flipped(bytes.subarray(whole), flips, options.rng);
      return { pieces: [{ bytes: Uint8Array.from([...bytes.subarray(0, whole), ...rest]) }] };
    },
  };
}

function flipped(bytes: Uint8Array, flips: number, rng: Rng): Uint8Array {
  const bits = Array.from({ length: bytes.length * 8 }, (_, bit) => bit);
  const broken = Uint8Array.from(bytes);
  for (let count = 0; count < flips && bits.length > 0; count += 1) {
    const [bit = 0] = bits.splice(rng.below(bits.length), 1);
    const place = bit >> 3;
    broken[place] = (broken[place] ?? 0) ^ (1 << (bit & 7));
  }
  return broken;
}
