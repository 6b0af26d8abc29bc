import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-no-template by chip', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contact',
  card: 'liar-no-template',
  expects: { isApproved: false },
});
