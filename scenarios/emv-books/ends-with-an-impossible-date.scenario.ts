import { cardCase } from '../card-case.ts';

export const scenario = cardCase('ends when a date of the card can not be', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contact',
  card: 'books-impossible-date',
  expects: { outcome: 'ended', isOnline: false, asksFor: [] },
});
