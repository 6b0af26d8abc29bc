import { cardCase } from '../card-case.ts';

export const scenario = cardCase('finds a signed record that was altered', {
  proves: ['EMV-B2-5.4-1'],
  entry: 'contact',
  card: 'books-record-altered',
  expects: { results: { set: '4000000000' } },
});
