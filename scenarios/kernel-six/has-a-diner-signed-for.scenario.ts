import { cardCase } from '../card-case.ts';

export const scenario = cardCase('has a D-PAS card signed for that requires it', {
  proves: ['EMV-C6-cvm-1'],
  entry: 'contactless',
  card: 'diners-signature',
  amountMinor: 6000,
  expects: { outcome: 'approved', verification: 'signature' },
});
