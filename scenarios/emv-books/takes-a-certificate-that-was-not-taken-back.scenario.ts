import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes the same certificate where it is on no list', {
  proves: ['EMV-B2-5.1.1-1'],
  entry: 'contact',
  card: 'books-revoked',
  expects: { outcome: 'approved', results: { clear: '8C00000000' } },
});
