import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-duplicate-object by chip', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contact',
  card: 'liar-duplicate-object',
  expects: { isApproved: false },
});
