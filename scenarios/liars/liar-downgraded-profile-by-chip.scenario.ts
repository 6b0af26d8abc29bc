import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-downgraded-profile by chip', {
  proves: ['EMV-B2-6.6.2-1'],
  entry: 'contact',
  card: 'liar-downgraded-profile',
  expects: { isApproved: false },
});
