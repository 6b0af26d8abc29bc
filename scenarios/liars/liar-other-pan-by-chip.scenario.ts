import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-other-pan by chip', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contact',
  card: 'liar-other-pan',
  expects: { isApproved: false },
});
