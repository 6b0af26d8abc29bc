import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks for the next application where a name may fit several', {
  proves: ['EMV-B1-12.3.3-1'],
  entry: 'contact',
  card: 'books-no-directory-family',
  expects: {
    outcome: 'approved',
    commands: [
      { like: /^00A4040007A0000000041010/u, count: 1 },
      { like: /^00A4040207A0000000041010/u, count: 2 },
    ],
  },
});
