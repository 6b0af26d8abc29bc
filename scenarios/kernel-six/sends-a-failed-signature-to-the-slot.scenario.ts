import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sends a D-PAS card whose certificate fails to the slot when it says so', {
  proves: ['EMV-C6-cda-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'diners-failed-switch',
  amountMinor: 1250,
  expects: { outcome: 'try-another-interface', isOnline: false },
});
