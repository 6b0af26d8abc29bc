import { cardCase } from '../card-case.ts';

export const scenario = cardCase('goes online with an expired card that asks for it', {
  proves: ['EMV-C3-exp-1'],
  entry: 'contactless',
  card: 'books-quick-expired-asks',
  amountMinor: 1000,
  expects: { isOnline: true },
});
