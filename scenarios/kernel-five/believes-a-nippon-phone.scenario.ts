import { cardCase } from '../card-case.ts';

export const scenario = cardCase('believes a JCB phone that verified its holder', {
  proves: ['EMV-C5-cvm-1'],
  entry: 'contactless',
  card: 'nippon-phone',
  amountMinor: 6000,
  expects: { outcome: 'approved', verification: 'device' },
});
