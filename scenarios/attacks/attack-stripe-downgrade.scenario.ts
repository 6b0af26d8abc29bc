import { cardCase } from '../card-case.ts';

export const scenario = cardCase('is not led into mag-stripe mode by a rewritten profile', {
  proves: ['EMV-C2-mag-1'],
  entry: 'contactless',
  card: 'attack-stripe-downgrade',
  expects: { isApproved: false },
});
