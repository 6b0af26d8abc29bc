import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-empty-select by tap', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contactless',
  card: 'liar-empty-select',
  expects: { isApproved: false },
});
