import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sends the card no proof of the issuer when there is none', {
  proves: ['EMV-B4-12.2.2-1'],
  entry: 'contact',
  card: 'books-unproven-issuer',
  expects: {
    outcome: 'declined',
    commands: [{ like: /^0082/u, count: 0 }],
    status: { clear: '1000' },
    asksFor: ['ARQC', 'AAC'],
  },
});
