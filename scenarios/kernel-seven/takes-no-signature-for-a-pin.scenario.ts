import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes no signature of a QuickPass card that wants a PIN', {
  proves: ['EMV-C7-ctq-1'],
  entry: 'contactless',
  card: 'union-insists-on-pin',
  amountMinor: 6000,
  expects: { isApproved: false, isOnline: false },
});
