import { cardCase } from '../card-case.ts';

export const scenario = cardCase('does not offer an application that is blocked', {
  proves: ['EMV-B1-12.3.3-2'],
  entry: 'contact',
  card: 'books-blocked-first',
  expects: {
    questions: [],
    commands: [
      { like: /^80A8/u, count: 1 },
      { like: /^00A4040007A0000000043060/u, count: 2 },
    ],
  },
});
