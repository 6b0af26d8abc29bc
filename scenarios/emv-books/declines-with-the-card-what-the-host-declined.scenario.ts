import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks the card for an AAC when the host declined', {
  proves: ['EMV-B3-10.11-1'],
  entry: 'contact',
  card: 'contact-cda',
  host: { kind: 'decline', responseCode: '05' },
  expects: { outcome: 'declined', asksFor: ['ARQC', 'AAC'] },
});
