import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines a JCB card that lets nobody be verified where that is required', {
  proves: ['EMV-C5-cvm-1'],
  entry: 'contactless',
  card: 'nippon-online',
  amountMinor: 6000,
  expects: { outcome: 'declined', isOnline: false },
});
