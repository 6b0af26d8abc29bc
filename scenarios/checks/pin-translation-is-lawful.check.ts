import type { Check } from '../check.ts';

const bound: ReadonlySet<string> = new Set(['0', '3', '4']);

/** A PIN in a block that is bound to its account number goes on in such a block, or not at all. */
export const check: Check = {
  name: 'pin-translation-is-lawful',
  clause: 'PCI PIN Security 3.1, 3-3',
  proves: ['PCI-PIN-3.1-3-3'],
  needs: ['host-decision'],
  judge: (events) =>
    events.flatMap((event) => {
      if (event.kind !== 'host-decision') return [];
      const { blockFormat = '', translatedTo } = event.facts;
      if (translatedTo === undefined || !bound.has(blockFormat)) return [];
      return [
        {
          holds: bound.has(translatedTo),
          text: 'a PIN is translated among the formats 0, 3 and 4 alone',
          expected: '0, 3 or 4',
          observed: `${blockFormat} into ${translatedTo}`,
          eventIndex: event.index,
        },
      ];
    }),
};
