import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-unknown-authority by chip', {
  proves: ['EMV-B2-5.2-1'],
  entry: 'contact',
  card: 'liar-unknown-authority',
  expects: { isApproved: false },
});
