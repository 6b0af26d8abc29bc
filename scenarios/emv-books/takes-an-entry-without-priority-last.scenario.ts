import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes an entry without priority last', {
  proves: ['EMV-CB-3.3.3-priority'],
  entry: 'contactless',
  card: 'books-priority-none',
  expects: {
    outcome: 'approved',
    commands: [
      { like: /^00A4040007A0000000041010/u, count: 1 },
      { like: /^00A4040007A0000000043060/u, count: 0 },
    ],
  },
});
