import { cardCase } from '../card-case.ts';

export const scenario = cardCase('believes a QuickPass phone that verified its holder', {
  proves: ['EMV-C7-ctq-1'],
  entry: 'contactless',
  card: 'union-wallet',
  amountMinor: 6000,
  expects: { outcome: 'approved', verification: 'device', questions: [] },
});
