import { cardCase } from '../card-case.ts';

export const scenario = cardCase('speaks the first language of the card that it has', {
  proves: ['EMV-B4-11.1-1'],
  profile: 'speaks-languages',
  entry: 'contact',
  card: 'books-french-then-german',
  expects: { outcome: 'approved', displays: /^ACCEPTE$/u, questions: [] },
});
