import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sets the floor limit bit at the limit', {
  proves: ['EMV-B3-10.6.1-1'],
  entry: 'contact',
  card: 'books-quiet',
  amountMinor: 10000,
  expects: { results: { set: '0000008000' } },
});
