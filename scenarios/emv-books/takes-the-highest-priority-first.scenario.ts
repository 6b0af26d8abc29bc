import { cardCase } from '../card-case.ts';

export const scenario = cardCase('offers the application of the highest priority first', {
  proves: ['EMV-B1-12.4-2'],
  entry: 'contact',
  card: 'books-priority-reversed',
  expects: {
    outcome: 'approved',
    questions: ['application'],
    commands: [
      { like: /^00A4040007A0000000041010/u, count: 1 },
      { like: /^00A4040007A0000000043060/u, count: 0 },
    ],
  },
});
