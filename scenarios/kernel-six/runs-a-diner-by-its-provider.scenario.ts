import { cardCase } from '../card-case.ts';

export const scenario = cardCase('runs a D-PAS card that names no kernel by its provider, without GENERATE AC', {
  proves: ['EMV-CB-3.3.2.5-c'],
  entry: 'contactless',
  card: 'diners-online',
  amountMinor: 1250,
  expects: {
    outcome: 'approved',
    isOnline: true,
    commands: [
      { like: /^80A8/u, count: 1 },
      { like: /^80AE/u, count: 0 },
    ],
  },
});
