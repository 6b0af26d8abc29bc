import { cardCase } from '../card-case.ts';

export const scenario = cardCase('requires no verification one cent below the limit', {
  proves: ['EMV-CB-3.1.1-cvm', 'L3-CVM-01'],
  entry: 'contactless',
  card: 'quick-signature-only',
  amountMinor: 4999,
  expects: { outcome: 'approved', verification: 'none', commands: [{ like: /^80A800002383213280/u, count: 1 }] },
});
