import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines a JCB card whose certificate fails, without GENERATE AC', {
  proves: ['EMV-C5-taa-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'nippon-spoiled-certificate',
  amountMinor: 1250,
  expects: { outcome: 'declined', isOnline: false, commands: [{ like: /^80AE/u, count: 0 }] },
});
