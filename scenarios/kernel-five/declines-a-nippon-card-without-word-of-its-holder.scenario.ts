import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines a JCB card that does not say how its holder is verified', {
  proves: ['EMV-C5-data-1'],
  entry: 'contactless',
  card: 'nippon-without-word',
  amountMinor: 1250,
  expects: { outcome: 'declined', isOnline: false },
});
