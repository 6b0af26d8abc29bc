import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines a JCB approval signed over another number', {
  proves: ['EMV-C5-cda-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'nippon-number-replayed',
  amountMinor: 1250,
  expects: { outcome: 'declined', isOnline: false },
});
