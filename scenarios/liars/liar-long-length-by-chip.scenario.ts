import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-long-length by chip', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contact',
  card: 'liar-long-length',
  expects: { isApproved: false },
});
