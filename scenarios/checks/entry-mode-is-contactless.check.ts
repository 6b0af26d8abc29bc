import type { Check } from '../check.ts';
import { apduPairs, messagesToHost } from './trace.ts';

/** What the first two digits of DE22 say about a chip, by the reader that it was read with. */
const entryModes = { contactless: '07', contact: '05' } as const;

/** A transaction made by contactless chip says 07x in DE22, one made in the chip slot 05x. */
export const check: Check = {
  name: 'entry-mode-is-contactless',
  clause: 'ISO 8583:1987 DE22; L3 entry modes',
  proves: ['L3-DE22-01'],
  needs: ['host-message', 'apdu'],
  judge: (events) =>
    messagesToHost(events).flatMap((request) => {
      const last = apduPairs(events).findLast(({ eventIndex }) => eventIndex < request.index);
      if (request.mti !== '0200' || last === undefined) return [];
      const mode = entryModes[last.by];
      return [
        {
          holds: new RegExp(`^${mode}\\d$`, 'u').test(request.fields['22'] ?? ''),
          text: `DE22 says ${last.by} chip`,
          expected: `${mode}x`,
          observed: request.fields['22'] ?? 'no DE22',
          eventIndex: request.index,
        },
      ];
    }),
};
