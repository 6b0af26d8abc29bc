import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes no PIN by elliptic curves where its capabilities say RSA alone', {
  proves: ['EMV-B2-13.2-1'],
  entry: 'contact',
  card: 'pins-by-curve-or-clear',
  expects: {
    results: { clear: '0000FE0000' },
    verification: 'offline-pin',
    sequence: { of: /^002000(..)/u, is: ['80'] },
  },
});
