import { cardCase } from '../card-case.ts';

export const scenario = cardCase('leaves the checks by country out when the card names none', {
  proves: ['EMV-B3-10.4.2-2'],
  entry: 'contact',
  card: 'books-no-issuer-country',
  expects: { outcome: 'approved', results: { clear: '0010000000' } },
});
