import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-icc-trailer by chip', {
  proves: ['EMV-B2-6.4-1'],
  entry: 'contact',
  card: 'liar-icc-trailer',
  expects: { isApproved: false },
});
