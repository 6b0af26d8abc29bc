import { cardCase } from '../card-case.ts';

export const scenario = cardCase('refuses a card that knows mag-stripe mode alone', {
  proves: ['EMV-C2-mag-1'],
  entry: 'contactless',
  card: 'stripe-mode',
  expects: { isApproved: false, isOnline: false, commands: [{ like: /^802A/u, count: 0 }] },
});
