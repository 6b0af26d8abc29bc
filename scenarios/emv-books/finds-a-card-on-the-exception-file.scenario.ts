import { cardCase } from '../card-case.ts';

export const scenario = cardCase('finds a card on the exception file', {
  proves: ['EMV-B4-6.3.5-1'],
  entry: 'contact',
  card: 'books-on-the-exception-file',
  expects: { results: { set: '1000000000' } },
});
