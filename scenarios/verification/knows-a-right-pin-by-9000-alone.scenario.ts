import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes a PIN for right only when the card answers 9000', {
  proves: ['EMV-B3-10.5.1-1'],
  entry: 'contact',
  card: 'books-verify-odd-success',
  expects: {
    verification: 'failed',
    results: { set: '0000800000', clear: '0000200000' },
    commands: [{ like: /^0020/u, count: 1 }],
    chipData: { '9F34': '010301' },
  },
});
