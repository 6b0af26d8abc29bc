import { cardCase } from '../card-case.ts';

export const scenario = cardCase('answers a wrong signature on an ARQC with a request for an AAC', {
  proves: ['EMV-B4-6.3.2.1-2'],
  entry: 'contact',
  card: 'books-combined-signature-wrong',
  expects: { outcome: 'declined', isOnline: false, asksFor: ['ARQC', 'AAC'], results: { set: '0400000000' } },
});
