import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes a card on the first day of its life', {
  proves: ['EMV-B3-10.4.3-1'],
  entry: 'contact',
  card: 'books-first-day',
  expects: { outcome: 'approved', results: { clear: '0060000000' } },
});
