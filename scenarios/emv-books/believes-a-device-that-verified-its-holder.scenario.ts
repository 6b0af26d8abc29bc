import { cardCase } from '../card-case.ts';

export const scenario = cardCase('believes a device that verified its holder', {
  proves: ['EMV-C3-ctq-1'],
  entry: 'contactless',
  card: 'wallet-phone',
  amountMinor: 6000,
  expects: { outcome: 'approved', verification: 'device', questions: [] },
});
