import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-undefined-type by chip', {
  proves: ['EMV-B3-9.3-1'],
  entry: 'contact',
  card: 'liar-undefined-type',
  expects: { isApproved: false },
});
