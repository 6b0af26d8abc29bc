import { cardCase } from '../card-case.ts';

export const scenario = cardCase('checks the kind of terminal also when the card names no country', {
  proves: ['EMV-B3-10.4.2-2'],
  entry: 'contact',
  card: 'books-no-country-machines-only',
  expects: { outcome: 'declined', results: { set: '0010000000' } },
});
