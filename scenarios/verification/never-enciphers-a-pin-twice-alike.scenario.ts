import { cardCase } from '../card-case.ts';

export const scenario = cardCase('enciphers the same PIN to other bytes every time', {
  proves: ['EMV-B2-7.2-1'],
  entry: 'contact',
  card: 'books-enciphered-pin',
  // The card gives the same challenge every time and refuses bytes that it has seen: only random padding gets through.
  person: { wrongPins: ['4321', '4321'] },
  expects: {
    outcome: 'approved',
    verification: 'offline-pin',
    commands: [
      { like: /^0084000000/u, count: 3 },
      { like: /^00200088/u, count: 3 },
      { like: /^00200080/u, count: 0 },
    ],
    chipData: { '9F34': '040302' },
  },
});
