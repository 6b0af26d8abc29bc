import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-cut-record by chip', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contact',
  card: 'liar-cut-record',
  expects: { isApproved: false },
});
