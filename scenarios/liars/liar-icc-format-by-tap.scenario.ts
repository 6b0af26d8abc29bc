import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-icc-format by tap', {
  proves: ['EMV-B2-6.4-1'],
  entry: 'contactless',
  card: 'liar-icc-format',
  expects: { isApproved: false },
});
