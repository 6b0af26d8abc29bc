import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks for an AAC when a default code fits and it never goes online', {
  proves: ['EMV-B3-10.7-4'],
  profile: 'never-online',
  entry: 'contact',
  card: 'books-default-code-fits',
  expects: { outcome: 'declined', isOnline: false, asksFor: ['AAC'], results: { set: '0080000000' } },
});
