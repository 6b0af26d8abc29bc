import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks before it selects an application that must be confirmed', {
  proves: ['EMV-B1-12.4-3'],
  entry: 'contact',
  card: 'books-confirmation-only',
  person: { accepts: false },
  expects: { outcome: 'ended', isOnline: false, asksFor: [], questions: ['confirmation'] },
});
