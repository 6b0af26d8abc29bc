import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks a card whose profile says mag-stripe mode for no cryptogram', {
  proves: ['EMV-C2-mag-1'],
  entry: 'contactless',
  card: 'books-stripe-profile',
  expects: { isApproved: false, isOnline: false, asksFor: [] },
});
