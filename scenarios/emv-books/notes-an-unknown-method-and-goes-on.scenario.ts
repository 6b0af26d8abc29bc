import { cardCase } from '../card-case.ts';

export const scenario = cardCase('notes a method that it does not know and goes on', {
  proves: ['EMV-B3-10.5-4'],
  entry: 'contact',
  card: 'books-unknown-method',
  expects: { verification: 'none', results: { set: '0000400000', clear: '0000800000' } },
});
