import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-repeated-records by chip', {
  proves: ['EMV-B3-10.2-1'],
  entry: 'contact',
  card: 'liar-repeated-records',
  expects: { isApproved: false },
});
