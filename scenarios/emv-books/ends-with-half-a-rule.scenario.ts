import { cardCase } from '../card-case.ts';

export const scenario = cardCase('ends when a rule of the list is cut in half', {
  proves: ['EMV-B3-10.5-2'],
  entry: 'contact',
  card: 'books-odd-method-list',
  expects: { outcome: 'ended', asksFor: [] },
});
