import type { Check } from '../check.ts';
import { wordsFor } from './display-words.table.ts';

/** Standard messages in their sense, by how the transaction ended. */
const endings: Readonly<Record<string, RegExp>> = {
  // A void that was carried out says so.
  approved: wordsFor('approved'),
  declined: wordsFor('declined'),
  'try-another-interface': /\b(?:INSERT|SWIPE|EINSTECKEN|DURCHZIEHEN|INSEREZ|GLISSEZ)\b/u,
};

/** The last thing that the cardholder reads is how the transaction ended. */
export const check: Check = {
  name: 'display-fits-the-outcome',
  clause: 'EMV 4.4 Book 4, 11.2',
  proves: ['EMV-B4-11.2-1'],
  needs: ['reported', 'display'],
  judge: (events) =>
    events.flatMap((event) => {
      if (event.kind !== 'reported') return [];
      const expected = endings[event.report.outcome];
      const last = event.report.displayed.at(-1);
      if (expected === undefined || last === undefined) return [];
      return [
        {
          holds: expected.test(last),
          text: 'the last message says how the transaction ended',
          expected: `${event.report.outcome}: ${expected.source}`,
          observed: last,
          eventIndex: event.index,
        },
      ];
    }),
};
