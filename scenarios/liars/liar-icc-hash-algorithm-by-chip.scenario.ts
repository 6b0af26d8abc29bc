import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-icc-hash-algorithm by chip', {
  proves: ['EMV-B2-6.4-1'],
  entry: 'contact',
  card: 'liar-icc-hash-algorithm',
  expects: { isApproved: false },
});
