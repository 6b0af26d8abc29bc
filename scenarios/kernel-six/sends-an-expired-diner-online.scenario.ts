import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sends an expired D-PAS card online that wants that', {
  proves: ['EMV-C6-exp-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'diners-expired-online',
  amountMinor: 1250,
  expects: { isOnline: true },
});
