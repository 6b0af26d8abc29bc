import { cardCase } from '../card-case.ts';

export const scenario = cardCase('drops an entry that can not be selected and tries the next', {
  proves: ['EMV-CB-3.3.3.5'],
  entry: 'contactless',
  card: 'books-contactless-select-fails',
  expects: {
    outcome: 'approved',
    commands: [
      { like: /^00A4040007A0000000041010/u, count: 1 },
      { like: /^80A8/u, count: 1 },
    ],
  },
});
