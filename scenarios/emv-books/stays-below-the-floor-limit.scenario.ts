import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sets no floor limit bit one cent below the limit', {
  proves: ['EMV-B3-10.6.1-1'],
  entry: 'contact',
  card: 'books-quiet',
  amountMinor: 9999,
  expects: { results: { clear: '0000008000' } },
});
