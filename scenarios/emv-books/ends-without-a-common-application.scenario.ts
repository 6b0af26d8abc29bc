import { cardCase } from '../card-case.ts';

export const scenario = cardCase('ends without a cryptogram when no application is common', {
  proves: ['EMV-B1-12.4-1'],
  entry: 'contact',
  card: 'books-foreign-application',
  expects: { outcome: 'ended', isOnline: false, asksFor: [] },
});
