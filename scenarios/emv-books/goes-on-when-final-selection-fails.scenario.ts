import { cardCase } from '../card-case.ts';

export const scenario = cardCase('goes on with the next application when the final selection fails', {
  proves: ['EMV-B1-12.4-4'],
  entry: 'contact',
  card: 'books-first-select-fails',
  expects: {
    commands: [
      { like: /^00A4040007A0000000041010/u, count: 1 },
      { like: /^00A4040007A0000000043060/u, count: 1 },
      { like: /^80A8/u, count: 1 },
    ],
  },
});
