import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes year 49 for 2049 and year 50 for 1950', {
  proves: ['EMV-B4-6.7.3-1'],
  entry: 'contact',
  card: 'books-years-49-and-50',
  expects: { results: { clear: '8860000000' }, status: { set: '8000' } },
});
