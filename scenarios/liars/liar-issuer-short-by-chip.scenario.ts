import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-issuer-short by chip', {
  proves: ['EMV-B2-5.3-1'],
  entry: 'contact',
  card: 'liar-issuer-short',
  expects: { isApproved: false },
});
