import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-four-byte-length by chip', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contact',
  card: 'liar-four-byte-length',
  expects: { isApproved: false },
});
