import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks the cardholder when card and terminal have no language in common', {
  proves: ['EMV-B4-11.1-1'],
  profile: 'speaks-languages',
  entry: 'contact',
  card: 'books-no-common-language',
  person: { language: 'fr' },
  expects: { outcome: 'approved', displays: /^ACCEPTE$/u, questions: ['language'] },
});
