import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines a TC whose signature is wrong', {
  proves: ['EMV-B4-6.3.2.1-2'],
  entry: 'contact',
  card: 'books-combined-signature-wrong-offline',
  expects: { outcome: 'declined', isOnline: false, asksFor: ['TC'], results: { set: '0400000000' } },
});
