import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-issuer-key-algorithm by chip', {
  proves: ['EMV-B2-5.3-1'],
  entry: 'contact',
  card: 'liar-issuer-key-algorithm',
  expects: { isApproved: false },
});
