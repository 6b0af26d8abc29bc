import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes the signature that a D-PAS card lets stand in for its PIN', {
  proves: ['EMV-C6-cvm-2'],
  entry: 'contactless',
  card: 'diners-pin-or-signature',
  amountMinor: 6000,
  expects: { outcome: 'approved', verification: 'signature' },
});
