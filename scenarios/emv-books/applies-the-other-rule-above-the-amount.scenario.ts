import { cardCase } from '../card-case.ts';

export const scenario = cardCase('goes on to the next rule above the amount of the condition', {
  proves: ['EMV-B3-10.5-3'],
  entry: 'contact',
  card: 'books-amount-condition-home',
  amountMinor: 1001,
  expects: { verification: 'signature' },
});
