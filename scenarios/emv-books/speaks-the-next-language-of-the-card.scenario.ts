import { cardCase } from '../card-case.ts';

export const scenario = cardCase('passes over a language that it does not have, in either case', {
  proves: ['EMV-B4-11.1-1'],
  profile: 'speaks-languages',
  entry: 'contact',
  card: 'books-japanese-then-german',
  expects: { outcome: 'approved', displays: /^GENEHMIGT$/u, questions: [] },
});
