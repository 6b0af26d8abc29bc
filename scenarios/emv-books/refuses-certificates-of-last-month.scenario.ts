import { cardCase } from '../card-case.ts';

export const scenario = cardCase('refuses a certificate of the month before', {
  proves: ['EMV-B2-5.3-2'],
  entry: 'contact',
  card: 'books-certificates-past',
  expects: { results: { set: '0400000000' } },
});
