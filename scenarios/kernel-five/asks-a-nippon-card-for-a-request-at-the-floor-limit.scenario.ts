import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks a JCB card at the floor limit to go online', {
  proves: ['EMV-C5-limit-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'nippon-offline',
  amountMinor: 2000,
  expects: { outcome: 'approved', isOnline: true, commands: [{ like: /^80AE90/u, count: 1 }] },
});
