import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-icc-header by tap', {
  proves: ['EMV-B2-6.4-1'],
  entry: 'contactless',
  card: 'liar-icc-header',
  expects: { isApproved: false },
});
