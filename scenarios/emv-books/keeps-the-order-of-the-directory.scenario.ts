import { cardCase } from '../card-case.ts';

export const scenario = cardCase('keeps the order of the directory among equal priorities', {
  proves: ['EMV-CB-3.3.3-priority'],
  entry: 'contactless',
  card: 'books-equal-priority',
  expects: {
    commands: [
      { like: /^00A4040007A0000000043060/u, count: 1 },
      { like: /^00A4040007A0000000041010/u, count: 0 },
    ],
  },
});
