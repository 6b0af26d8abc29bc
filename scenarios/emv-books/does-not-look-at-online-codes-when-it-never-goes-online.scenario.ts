import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks for a TC whatever the online codes say when it never goes online', {
  proves: ['EMV-B3-10.7-4'],
  profile: 'never-online',
  entry: 'contact',
  card: 'books-default-code-empty',
  expects: { isOnline: false, asksFor: ['TC'], results: { set: '0080000000' } },
});
