import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes a card on the last day of its life', {
  proves: ['EMV-B3-10.4.3-2'],
  entry: 'contact',
  card: 'books-last-day',
  expects: { outcome: 'approved', results: { clear: '0060000000' } },
});
