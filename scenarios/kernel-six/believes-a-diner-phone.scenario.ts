import { cardCase } from '../card-case.ts';

export const scenario = cardCase('believes a D-PAS phone that verified its holder', {
  proves: ['EMV-C6-cvm-1'],
  entry: 'contactless',
  card: 'diners-phone',
  amountMinor: 6000,
  expects: { outcome: 'approved', verification: 'device' },
});
