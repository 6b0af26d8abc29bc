import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-downgraded-profile by tap', {
  proves: ['EMV-B2-6.6.2-1'],
  entry: 'contactless',
  card: 'liar-downgraded-profile',
  expects: { isApproved: false },
});
