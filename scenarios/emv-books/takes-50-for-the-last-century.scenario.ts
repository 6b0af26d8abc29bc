import { cardCase } from '../card-case.ts';

export const scenario = cardCase('finds card and certificates of year 50 expired', {
  proves: ['EMV-B4-6.7.3-1'],
  entry: 'contact',
  card: 'books-expired-in-50',
  expects: { results: { set: '0840000000' } },
});
