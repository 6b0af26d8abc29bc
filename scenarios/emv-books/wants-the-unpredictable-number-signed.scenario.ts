import { cardCase } from '../card-case.ts';

export const scenario = cardCase('refuses dynamic data without the unpredictable number', {
  proves: ['EMV-B2-6.5.1-1'],
  entry: 'contact',
  card: 'books-dynamic-list-without-number',
  expects: { results: { set: '0800000000' } },
});
