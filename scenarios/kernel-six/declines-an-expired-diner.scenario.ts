import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines an expired D-PAS card that wants that', {
  proves: ['EMV-C6-exp-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'diners-expired',
  amountMinor: 1250,
  expects: { outcome: 'declined', isOnline: false },
});
