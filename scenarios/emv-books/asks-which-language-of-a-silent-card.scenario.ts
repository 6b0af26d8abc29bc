import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks the cardholder when the card says nothing of languages', {
  proves: ['EMV-B4-11.1-1'],
  profile: 'speaks-languages',
  entry: 'contact',
  card: 'books-no-language',
  person: { language: 'de' },
  expects: { outcome: 'approved', displays: /^GENEHMIGT$/u, questions: ['language'] },
});
