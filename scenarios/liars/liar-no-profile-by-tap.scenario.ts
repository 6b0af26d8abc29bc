import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-no-profile by tap', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contactless',
  card: 'liar-no-profile',
  expects: { isApproved: false },
});
