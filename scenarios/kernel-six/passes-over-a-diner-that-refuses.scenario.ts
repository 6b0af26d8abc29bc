import { cardCase } from '../card-case.ts';

export const scenario = cardCase('passes over a D-PAS card that refuses to start', {
  proves: ['EMV-C6-gpo-1'],
  entry: 'contactless',
  card: 'diners-refused',
  amountMinor: 1250,
  expects: {
    commands: [
      { like: /^80A8/u, count: 2 },
      { like: /^00A4040007A0000000041010/u, count: 1 },
    ],
  },
});
