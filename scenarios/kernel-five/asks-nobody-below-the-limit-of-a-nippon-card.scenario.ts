import { cardCase } from '../card-case.ts';

export const scenario = cardCase('verifies nobody below the limit of a JCB card', {
  proves: ['EMV-C5-cvm-1'],
  entry: 'contactless',
  card: 'nippon-signature',
  amountMinor: 4999,
  expects: { outcome: 'approved', verification: 'none' },
});
