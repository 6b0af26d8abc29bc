import type { Check } from '../check.ts';

/** What the issuer approved, it approved on a cryptogram that it could recompute. */
export const check: Check = {
  name: 'cryptogram-verifies',
  clause: 'EMV Book 2 section 8; L3 host rules',
  proves: ['L3-DE55-05'],
  needs: ['host-decision'],
  judge: (events) =>
    events.flatMap((event) => {
      if (event.kind !== 'host-decision') return [];
      const { mti, responseCode, cryptogram } = event.facts;
      if (mti !== '0200' || responseCode !== '00') return [];
      return [
        {
          holds: cryptogram === 'verified',
          text: 'an approval rests on a cryptogram that the issuer recomputed',
          expected: 'verified',
          observed: cryptogram ?? 'approved without one',
          eventIndex: event.index,
        },
      ];
    }),
};
