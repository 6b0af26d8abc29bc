import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-other-pan by tap', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contactless',
  card: 'liar-other-pan',
  expects: { isApproved: false },
});
