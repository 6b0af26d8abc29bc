import { cardCase } from '../card-case.ts';

export const scenario = cardCase('stops at a method that it does not know when the rule says so', {
  proves: ['EMV-B3-10.5-4'],
  entry: 'contact',
  card: 'books-unknown-method-last',
  expects: { results: { set: '0000C00000' } },
});
