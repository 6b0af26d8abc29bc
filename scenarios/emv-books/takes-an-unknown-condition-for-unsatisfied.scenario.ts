import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes a condition that it does not know for not satisfied', {
  proves: ['EMV-B3-10.5-5'],
  entry: 'contact',
  card: 'books-unknown-condition',
  expects: { verification: 'signature' },
});
