import { cardCase } from '../card-case.ts';

export const scenario = cardCase('ends when processing options come without a profile', {
  proves: ['EMV-B3-6.5.8.4-1'],
  entry: 'contact',
  card: 'books-no-profile',
  expects: { outcome: 'ended', isOnline: false, asksFor: [] },
});
