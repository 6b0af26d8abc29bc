import { cardCase } from '../card-case.ts';

export const scenario = cardCase('does not approve an expired card that does not ask to go online', {
  proves: ['EMV-C3-exp-1'],
  entry: 'contactless',
  card: 'books-quick-expired-approves',
  amountMinor: 1000,
  expects: { outcome: 'declined', isOnline: false },
});
