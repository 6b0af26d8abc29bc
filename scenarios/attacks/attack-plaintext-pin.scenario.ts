import { cardCase } from '../card-case.ts';

export const scenario = cardCase('finds verification rules that were replaced in order to read a PIN', {
  proves: ['EMV-B2-6.4-1'],
  entry: 'contact',
  card: 'attack-plaintext-pin',
  expects: {
    outcome: 'declined',
    isOnline: false,
    asksFor: ['AAC'],
    results: { set: '0400000000' },
    status: { set: '8000' },
  },
});
