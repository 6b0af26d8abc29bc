import { cardCase } from '../card-case.ts';

export const scenario = cardCase('returns to selection when the card refuses processing options', {
  proves: ['EMV-B3-10.1-3'],
  entry: 'contact',
  card: 'books-options-refused',
  expects: {
    commands: [
      { like: /^80A8/u, count: 2 },
      { like: /^00A4040007A0000000043060/u, count: 1 },
    ],
  },
});
