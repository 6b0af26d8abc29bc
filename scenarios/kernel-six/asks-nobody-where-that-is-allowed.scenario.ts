import { cardCase } from '../card-case.ts';

export const scenario = cardCase('verifies nobody where a D-PAS card lets that stand in for its PIN', {
  proves: ['EMV-C6-cvm-2'],
  entry: 'contactless',
  card: 'diners-pin-or-nothing',
  amountMinor: 6000,
  expects: { outcome: 'approved', verification: 'none' },
});
