import { cardCase } from '../card-case.ts';

export const scenario = cardCase('carries cashback in its own amount and in the whole', {
  proves: ['EMV-B4-6.5.1-1'],
  entry: 'contact',
  card: 'books-signature',
  request: { amountMinor: 2250, cashbackMinor: 1000 },
  expects: { chipData: { '9F02': '000000002250', '9F03': '000000001000' } },
});
