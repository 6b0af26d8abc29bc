import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-repeated-records by tap', {
  proves: ['EMV-B3-10.2-1'],
  entry: 'contactless',
  card: 'liar-repeated-records',
  expects: { isApproved: false },
});
