import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-issuer-key-algorithm by tap', {
  proves: ['EMV-B2-5.3-1'],
  entry: 'contactless',
  card: 'liar-issuer-key-algorithm',
  expects: { isApproved: false },
});
