import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes amount conditions in another currency for not satisfied', {
  proves: ['EMV-B3-10.5-3'],
  entry: 'contact',
  card: 'books-amount-condition-foreign',
  amountMinor: 999,
  expects: { verification: 'signature' },
});
