import { cardCase } from '../card-case.ts';

export const scenario = cardCase('enciphers a PIN by the longer curve', {
  proves: ['EMV-B2-13.2-1'],
  entry: 'contact',
  card: 'pins-by-curve-of-521-bits',
  profile: 'takes-pins-by-curve',
  person: { wrongPins: ['4321'] },
  expects: {
    results: { clear: '0000FE0000' },
    verification: 'offline-pin',
    sequence: { of: /^00200088(..)/u, is: ['5B', '5B'] },
  },
});
