import { cardCase } from '../card-case.ts';

export const scenario = cardCase('honours a certificate to the last day of its month', {
  proves: ['EMV-B2-5.3-2'],
  entry: 'contact',
  card: 'books-certificates-last-month',
  expects: { outcome: 'approved', results: { clear: '4C00000000' } },
});
