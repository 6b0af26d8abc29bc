import { cardCase } from '../card-case.ts';

export const scenario = cardCase('verifies nobody at the limit of kernel 2 itself', {
  proves: ['EMV-C2-limits-1', 'L3-CVM-01'],
  entry: 'contactless',
  card: 'standard',
  amountMinor: 5000,
  expects: { outcome: 'approved', verification: 'none' },
});
