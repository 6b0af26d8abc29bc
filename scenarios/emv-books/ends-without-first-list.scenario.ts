import { cardCase } from '../card-case.ts';

export const scenario = cardCase('ends when the records lack tag 8C', {
  proves: ['EMV-B3-7.2-1'],
  entry: 'contact',
  card: 'books-missing-first-list',
  expects: { outcome: 'ended', asksFor: [] },
});
