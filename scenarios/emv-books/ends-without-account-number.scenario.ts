import { cardCase } from '../card-case.ts';

export const scenario = cardCase('ends when the records lack tag 5A', {
  proves: ['EMV-B3-7.2-1'],
  entry: 'contact',
  card: 'books-missing-account-number',
  expects: { outcome: 'ended', asksFor: [] },
});
