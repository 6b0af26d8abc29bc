import type { Check } from '../check.ts';
import { bitsOf, cardObjects, generateAcData, sessions } from './trace.ts';

/** TVR bits that the card's IAC-Denial names make the terminal ask for an AAC and for nothing better. */
export const check: Check = {
  name: 'denial-codes-decline',
  clause: 'EMV 4.4 Book 3, 10.7',
  proves: ['EMV-B3-10.7-1'],
  needs: ['apdu', 'polled'],
  judge: (events) =>
    sessions(events).flatMap((session) => {
      const asked = generateAcData(session);
      const verification = asked?.values.get('95');
      const denial = cardObjects(session).get('9F0E');
      if (asked === undefined || verification === undefined || denial === undefined || !overlaps(verification, denial))
        return [];
      return [
        {
          // The lower bits ask for a signature, which extended authentication wants with an AAC too.
          holds: (Number.parseInt(asked.pair.commandHex.slice(4, 6), 16) & 0xc0) === 0,
          text: 'a TVR bit that IAC-Denial names leads to an AAC',
          expected: 'GENERATE AC with P1 00 or 08',
          observed: `P1 ${asked.pair.commandHex.slice(4, 6)} with TVR ${verification} and IAC-Denial ${denial}`,
          eventIndex: asked.pair.eventIndex,
        },
      ];
    }),
};

/** A code that is cut short or hidden shares nothing that we could see. */
function overlaps(aHex: string, bHex: string): boolean {
  const [a, b] = [bitsOf(aHex, 5), bitsOf(bHex, 5)];
  return a !== undefined && b !== undefined && (a & b) !== 0n;
}
