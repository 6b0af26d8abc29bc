import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines a D-PAS approval whose signature is over another answer', {
  proves: ['EMV-C6-cda-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'diners-other-transaction',
  amountMinor: 1250,
  expects: { outcome: 'declined', isOnline: false },
});
