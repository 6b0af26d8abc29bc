import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-missing-pan by tap', {
  proves: ['EMV-B3-7.2-1'],
  entry: 'contactless',
  card: 'liar-missing-pan',
  expects: { isApproved: false },
});
