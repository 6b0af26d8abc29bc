import { cardCase } from '../card-case.ts';

export const scenario = cardCase('ends when a record is malformed', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contact',
  card: 'books-truncated-record',
  expects: { outcome: 'ended', asksFor: [] },
});
