import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes the right PIN and a signature for one method', {
  proves: ['EMV-B3-10.5.4-1'],
  entry: 'contact',
  card: 'books-pin-and-signature',
  expects: {
    outcome: 'approved',
    verification: 'offline-pin-and-signature',
    commands: [{ like: /^0020/u, count: 1 }],
    results: { clear: '0000B80000' },
    chipData: { '9F34': '030300' },
  },
});
