import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines a D-PAS approval whose signature says another kind of cryptogram', {
  proves: ['EMV-C6-cda-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'diners-forged-request',
  amountMinor: 1250,
  expects: { outcome: 'declined', isOnline: false },
});
