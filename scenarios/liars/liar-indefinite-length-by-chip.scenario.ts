import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-indefinite-length by chip', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contact',
  card: 'liar-indefinite-length',
  expects: { isApproved: false },
});
