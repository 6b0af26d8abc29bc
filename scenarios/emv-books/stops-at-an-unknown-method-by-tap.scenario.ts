import { cardCase } from '../card-case.ts';

export const scenario = cardCase('stops at a method that it does not know, by tap, when the card says so', {
  proves: ['EMV-B3-10.5-4'],
  entry: 'contactless',
  card: 'books-tap-unknown-last',
  amountMinor: 6000,
  expects: { verification: 'failed', results: { set: '0000C00000' } },
});
