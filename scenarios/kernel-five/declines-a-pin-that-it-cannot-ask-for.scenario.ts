import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines a JCB card that wants a PIN where there is no pad', {
  proves: ['EMV-C5-cvm-1'],
  entry: 'contactless',
  card: 'nippon-pin',
  amountMinor: 6000,
  expects: { outcome: 'declined', isOnline: false },
});
