import { cardCase } from '../card-case.ts';

export const scenario = cardCase('ends when a record is in another template', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contact',
  card: 'books-other-template',
  expects: { outcome: 'ended', isOnline: false, asksFor: [] },
});
