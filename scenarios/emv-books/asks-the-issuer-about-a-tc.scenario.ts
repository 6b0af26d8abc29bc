import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks the issuer about a TC with a wrong signature, and the card no more', {
  proves: ['EMV-B4-6.3.2.2-1'],
  entry: 'contact',
  card: 'curves-signature-wrong-offline',
  expects: {
    outcome: 'approved',
    isOnline: true,
    asksFor: ['TC'],
    chipData: { '9F27': '40' },
    results: { set: '0100000100', clear: '0000000006' },
  },
});
