import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-replayed-signature by chip', {
  proves: ['EMV-B2-6.6.2-1'],
  entry: 'contact',
  card: 'liar-replayed-signature',
  expects: { isApproved: false },
});
