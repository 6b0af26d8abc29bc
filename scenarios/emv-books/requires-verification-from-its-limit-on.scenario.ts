import { cardCase } from '../card-case.ts';

export const scenario = cardCase('requires verification at the limit for verification', {
  proves: ['EMV-CB-3.1.1-cvm', 'EMV-C3-ctq-1', 'L3-CVM-01'],
  entry: 'contactless',
  card: 'quick-signature-only',
  amountMinor: 5000,
  expects: { outcome: 'approved', verification: 'signature', commands: [{ like: /^80A8000023832132C0/u, count: 1 }] },
});
