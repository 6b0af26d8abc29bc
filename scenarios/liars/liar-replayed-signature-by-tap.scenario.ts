import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-replayed-signature by tap', {
  proves: ['EMV-B2-6.6.2-1'],
  entry: 'contactless',
  card: 'liar-replayed-signature',
  expects: { isApproved: false },
});
