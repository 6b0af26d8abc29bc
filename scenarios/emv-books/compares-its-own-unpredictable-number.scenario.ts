import { cardCase } from '../card-case.ts';

export const scenario = cardCase('compares the dynamic signature with the number of this transaction', {
  proves: ['EMV-B2-6.5.2-1'],
  entry: 'contact',
  card: 'books-dynamic-replay',
  expects: { results: { set: '0800000000' } },
});
