import { cardCase } from '../card-case.ts';

export const scenario = cardCase('runs a JCB card that names no kernel by its provider, with GENERATE AC', {
  proves: ['EMV-CB-3.3.2.5-c'],
  entry: 'contactless',
  card: 'nippon-online',
  amountMinor: 1250,
  expects: {
    outcome: 'approved',
    isOnline: true,
    commands: [
      { like: /^80A800000A8308025200/u, count: 1 },
      { like: /^80AE/u, count: 1 },
    ],
  },
});
