import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-missing-expiry by chip', {
  proves: ['EMV-B3-7.2-1'],
  entry: 'contact',
  card: 'liar-missing-expiry',
  expects: { isApproved: false },
});
