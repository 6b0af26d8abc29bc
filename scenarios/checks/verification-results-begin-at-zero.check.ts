import type { Check } from '../check.ts';
import { bitsOf, processingOptionsData, sessions } from './trace.ts';

const sizes = { '95': 5, '9B': 2 } as const;

/** A card that asks for them before anything was judged gets verification results and status information of zeros. */
export const check: Check = {
  name: 'verification-results-begin-at-zero',
  clause: 'EMV 4.4 Book 3, 10.1',
  proves: ['EMV-B3-10.1-1'],
  needs: ['apdu', 'polled'],
  judge: (events) =>
    sessions(events)
      .flatMap(processingOptionsData)
      .flatMap(({ pair, values }) =>
        (['95', '9B'] as const).flatMap((tag) => {
          const value = values.get(tag);
          const bits = bitsOf(value, sizes[tag]);
          if (value === undefined || bits === undefined) return [];
          return [
            {
              holds: bits === 0n,
              text: `tag ${tag} is all zeros when the transaction begins`,
              expected: '0'.repeat(sizes[tag] * 2),
              observed: value,
              eventIndex: pair.eventIndex,
            },
          ];
        }),
      ),
};
