import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes the next application on 6985', {
  proves: ['EMV-C3-5.2.2.2-1', 'EMV-CB-3.5-outcomes'],
  entry: 'contactless',
  card: 'books-quick-select-next',
  expects: {
    commands: [
      { like: /^80A8/u, count: 2 },
      { like: /^00A4040007A0000000041010/u, count: 1 },
    ],
  },
});
