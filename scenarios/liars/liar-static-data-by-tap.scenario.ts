import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-static-data by tap', {
  proves: ['EMV-B2-6.4-1'],
  entry: 'contactless',
  card: 'liar-static-data',
  expects: { isApproved: false },
});
