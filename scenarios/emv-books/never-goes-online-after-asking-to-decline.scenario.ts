import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never takes an ARQC that it did not ask for to the host', {
  proves: ['EMV-B3-9.3-1'],
  entry: 'contactless',
  card: 'books-decline-turned-request',
  expects: { isApproved: false, isOnline: false, asksFor: ['AAC'] },
});
