import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks for a TC when no code names a bit that is set', {
  proves: ['EMV-B3-10.7-3'],
  entry: 'contact',
  card: 'books-online-code-empty',
  expects: { isOnline: false, asksFor: ['TC'] },
});
