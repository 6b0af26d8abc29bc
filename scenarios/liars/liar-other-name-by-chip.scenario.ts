import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-other-name by chip', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contact',
  card: 'liar-other-name',
  expects: { isApproved: false },
});
