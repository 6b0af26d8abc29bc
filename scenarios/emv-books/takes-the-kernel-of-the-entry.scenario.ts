import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes the kernel that the entry names', {
  proves: ['EMV-CB-3.3.2.5-c', 'L3-AID-01'],
  entry: 'contactless',
  card: 'quick-online',
  expects: { outcome: 'approved', commands: [{ like: /^80AE/u, count: 0 }] },
});
