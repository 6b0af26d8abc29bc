import { cardCase } from '../card-case.ts';

export const scenario = cardCase('has a JCB card signed for at the verification limit', {
  proves: ['EMV-C5-cvm-1'],
  entry: 'contactless',
  card: 'nippon-signature',
  amountMinor: 5000,
  expects: { outcome: 'approved', verification: 'signature' },
});
