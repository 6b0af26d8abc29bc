import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines a D-PAS approval that was signed over another number', {
  proves: ['EMV-C6-cda-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'diners-number-replayed',
  amountMinor: 1250,
  expects: { outcome: 'declined', isOnline: false },
});
