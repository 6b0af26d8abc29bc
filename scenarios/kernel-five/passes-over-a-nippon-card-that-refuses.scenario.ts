import { cardCase } from '../card-case.ts';

export const scenario = cardCase('passes over a JCB application that refuses to start', {
  proves: ['EMV-C5-gpo-1'],
  entry: 'contactless',
  card: 'nippon-refused',
  amountMinor: 1250,
  expects: {
    commands: [
      { like: /^80A8/u, count: 2 },
      { like: /^00A4040007A0000000041010/u, count: 1 },
    ],
  },
});
