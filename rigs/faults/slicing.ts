import type { LinkFault } from './fault.ts';
import { wholeNumber } from './fault-options.ts';
import { triggerFacts, triggerOf, type LinkTrigger } from './link-trigger.ts';

/** Messages arrive in pieces of `pieceBytes`, `gapMs` apart. With no gap a real socket may put them together again. */
export function slicing(options: LinkTrigger & { readonly pieceBytes: number; readonly gapMs: number }): LinkFault {
  const name = 'slicing';
  const trigger = triggerOf(name, options);
  const pieceBytes = wholeNumber({ fault: name, name: 'pieceBytes', value: options.pieceBytes }, [1, 65_535]);
  const gapMs = wholeNumber({ fault: name, name: 'gapMs', value: options.gapMs }, [0, 60_000]);
  return {
    target: 'host-link',
    name,
    facts: { ...triggerFacts(trigger), pieceBytes, gapMs },
    trigger,
    grain: 'byte',
    shape: ({ bytes }) => ({
      pieces: Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) => ({
        bytes: bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
        delayMs: index === 0 ? 0 : gapMs,
      })),
    }),
  };
}
