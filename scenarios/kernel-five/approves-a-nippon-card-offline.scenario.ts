import { cardCase } from '../card-case.ts';

export const scenario = cardCase('approves a JCB card offline by its signature', {
  proves: ['EMV-C5-cda-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'nippon-offline',
  amountMinor: 1250,
  expects: { outcome: 'approved', isOnline: false, commands: [{ like: /^80AE50/u, count: 1 }] },
});
