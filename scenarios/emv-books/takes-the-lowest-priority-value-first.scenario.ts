import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes the application with the lowest priority value first', {
  proves: ['EMV-CB-3.3.3-priority'],
  entry: 'contactless',
  card: 'quick-and-chip',
  expects: {
    commands: [
      { like: /^00A4040007A0000000041010/u, count: 1 },
      { like: /^00A4040007A0000000031010/u, count: 0 },
    ],
  },
});
