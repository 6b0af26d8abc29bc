import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sends every try of a PIN through one channel, the number of PINs counted', {
  proves: ['EMV-B2-13.2-1'],
  entry: 'contact',
  card: 'pins-by-curve',
  profile: 'takes-pins-by-curve',
  person: { wrongPins: ['4321', '1111'] },
  expects: {
    results: { clear: '0000FE0000' },
    verification: 'offline-pin',
    commands: [
      { like: /^0084/u, count: 3 },
      { like: /^00200088/u, count: 3 },
    ],
  },
});
