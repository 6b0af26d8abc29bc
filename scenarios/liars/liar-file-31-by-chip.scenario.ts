import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-file-31 by chip', {
  proves: ['EMV-B3-10.2-1'],
  entry: 'contact',
  card: 'liar-file-31',
  expects: { isApproved: false },
});
