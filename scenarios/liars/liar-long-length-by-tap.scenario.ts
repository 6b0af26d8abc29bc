import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-long-length by tap', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contactless',
  card: 'liar-long-length',
  expects: { isApproved: false },
});
