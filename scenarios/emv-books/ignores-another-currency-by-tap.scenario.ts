import { cardCase } from '../card-case.ts';

export const scenario = cardCase('leaves an amount condition in another currency unsatisfied, by tap', {
  proves: ['EMV-B3-10.5-3'],
  entry: 'contactless',
  card: 'books-tap-condition-foreign',
  amountMinor: 6000,
  expects: { verification: 'signature', chipData: { '9F34': '1E0300' } },
});
