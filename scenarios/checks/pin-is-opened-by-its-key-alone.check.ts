import type { Check } from '../check.ts';

/**
 * The host's security module tries the keys of every use of the transaction on the PIN block: the one for PINs opens it and
 * no other does. A block that none opens says nothing about uses; it is wrong for another reason.
 */
export const check: Check = {
  name: 'pin-is-opened-by-its-key-alone',
  clause: 'ANSI X9.24-1:2009 A.4.1 table A-1; ANSI X9.24-3:2017 6.3.3 table 2',
  proves: ['X9.24-DUKPT-2'],
  needs: ['host-decision'],
  judge: (events) =>
    events.flatMap((event) => {
      if (event.kind !== 'host-decision') return [];
      const { keyScheme, usagesThatOpen } = event.facts;
      if (keyScheme?.startsWith('dukpt') !== true || usagesThatOpen === undefined || usagesThatOpen === 'none')
        return [];
      return [
        {
          holds: usagesThatOpen === 'pin-encryption',
          text: 'of the keys of one transaction the one for PINs opens the PIN block, and no other',
          expected: 'pin-encryption',
          observed: usagesThatOpen,
          eventIndex: event.index,
        },
      ];
    }),
};
