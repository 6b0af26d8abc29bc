import { cardCase } from '../card-case.ts';

export const scenario = cardCase('ends when the card refuses a record of its locator', {
  proves: ['EMV-B3-10.2-1'],
  entry: 'contact',
  card: 'books-record-refused',
  expects: { outcome: 'ended', isOnline: false, asksFor: [] },
});
