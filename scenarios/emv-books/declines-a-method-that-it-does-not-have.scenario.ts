import { cardCase } from '../card-case.ts';

export const scenario = cardCase('does not approve when the card wants a method that the reader does not have', {
  proves: ['EMV-C3-ctq-1'],
  entry: 'contactless',
  card: 'books-quick-insists-on-pin',
  amountMinor: 6000,
  expects: { isApproved: false },
});
