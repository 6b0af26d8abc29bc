import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines an expired JCB card, without GENERATE AC', {
  proves: ['EMV-C5-taa-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'nippon-expired',
  amountMinor: 1250,
  expects: { outcome: 'declined', isOnline: false, commands: [{ like: /^80AE/u, count: 0 }] },
});
