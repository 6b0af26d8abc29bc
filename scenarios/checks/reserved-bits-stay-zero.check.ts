import type { Check } from '../check.ts';
import { bitsOf, generateAcData, sessions } from './trace.ts';

/**
 * Byte 2 b3 is reserved for future use; b2 and b1 belong to biometrics, which no subject of ours has. Byte 5 is not
 * looked at: its reserved bits belong to the contactless kernels.
 */
const reserved = 0x00_07_00_00_00n;

/** Reserved TVR bits are never set. */
export const check: Check = {
  name: 'reserved-bits-stay-zero',
  clause: 'EMV 4.4 Book 3, Annex C5',
  proves: ['EMV-B3-C5-1'],
  needs: ['apdu', 'polled'],
  judge: (events) =>
    sessions(events).flatMap((session) => {
      const asked = generateAcData(session);
      const verification = asked?.values.get('95') ?? '';
      const bits = bitsOf(verification, 5);
      if (asked === undefined || bits === undefined) return [];
      return [
        {
          holds: (bits & reserved) === 0n,
          text: 'reserved TVR bits are zero',
          expected: '0000000000 under the mask of reserved bits',
          observed: verification,
          eventIndex: asked.pair.eventIndex,
        },
      ];
    }),
};
