import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes no PIN by RSA where its capabilities say elliptic curves alone', {
  proves: ['EMV-B2-13.2-1'],
  entry: 'contact',
  card: 'books-enciphered-pin',
  profile: 'takes-pins-by-curve-only',
  expects: {
    results: { set: '0000800000', clear: '0000100000' },
    commands: [{ like: /^0020/u, count: 0 }],
    questions: [],
  },
});
