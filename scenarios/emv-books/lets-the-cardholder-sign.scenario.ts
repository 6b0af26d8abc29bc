import { cardCase } from '../card-case.ts';

export const scenario = cardCase('counts a signature as successful and prints a line for it', {
  proves: ['EMV-B3-10.5.3-1'],
  entry: 'contact',
  card: 'books-signature',
  expects: {
    outcome: 'approved',
    verification: 'signature',
    results: { clear: '0000800000' },
    chipData: { '9F34': '1E0300' },
  },
});
