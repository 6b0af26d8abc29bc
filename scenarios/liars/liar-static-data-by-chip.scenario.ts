import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-static-data by chip', {
  proves: ['EMV-B2-6.4-1'],
  entry: 'contact',
  card: 'liar-static-data',
  expects: { isApproved: false },
});
