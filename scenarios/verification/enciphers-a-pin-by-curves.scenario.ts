import { cardCase } from '../card-case.ts';

export const scenario = cardCase('enciphers a PIN by elliptic curves for the card', {
  proves: ['EMV-B2-13.2-1'],
  entry: 'contact',
  card: 'pins-by-curve',
  profile: 'takes-pins-by-curve',
  expects: {
    results: { clear: '0000FE0000' },
    verification: 'offline-pin',
    sequence: { of: /^00200088(..)/u, is: ['39'] },
  },
});
