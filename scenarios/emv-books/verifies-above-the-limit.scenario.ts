import { cardCase } from '../card-case.ts';

export const scenario = cardCase('verifies the cardholder one cent above the limit of kernel 2', {
  proves: ['EMV-C2-limits-1', 'L3-CVM-01'],
  entry: 'contactless',
  card: 'standard',
  amountMinor: 5001,
  expects: { outcome: 'approved', verification: 'signature' },
});
