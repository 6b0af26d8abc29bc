import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks for an AAC when one bit of a denial code fits', {
  proves: ['EMV-B3-10.7-1'],
  entry: 'contact',
  card: 'books-denial-code-fits',
  expects: { outcome: 'declined', isOnline: false, asksFor: ['AAC'], results: { set: '0080000000' } },
});
