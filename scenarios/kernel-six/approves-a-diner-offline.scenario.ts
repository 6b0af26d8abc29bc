import { cardCase } from '../card-case.ts';

export const scenario = cardCase('approves a D-PAS card offline by the signature over its answer', {
  proves: ['EMV-C6-cda-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'diners-offline',
  amountMinor: 1250,
  expects: { outcome: 'approved', isOnline: false },
});
