import { cardCase } from '../card-case.ts';

export const scenario = cardCase('ends when an object stands in the records twice', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contact',
  card: 'books-duplicate-object',
  expects: { outcome: 'ended', asksFor: [] },
});
