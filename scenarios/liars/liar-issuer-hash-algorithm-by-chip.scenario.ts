import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-issuer-hash-algorithm by chip', {
  proves: ['EMV-B2-5.3-1'],
  entry: 'contact',
  card: 'liar-issuer-hash-algorithm',
  expects: { isApproved: false },
});
