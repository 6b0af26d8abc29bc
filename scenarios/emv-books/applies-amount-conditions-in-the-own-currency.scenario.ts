import { cardCase } from '../card-case.ts';

export const scenario = cardCase('applies amount conditions in the currency of the application', {
  proves: ['EMV-B3-10.5-3'],
  entry: 'contact',
  card: 'books-amount-condition-home',
  amountMinor: 999,
  expects: { verification: 'none', chipData: { '9F34': '5F0602' } },
});
