import { cardCase } from '../card-case.ts';

export const scenario = cardCase('speaks the local language when nobody chooses another', {
  proves: ['EMV-B4-11.1-1'],
  profile: 'speaks-german-first',
  entry: 'contact',
  card: 'books-no-common-language',
  expects: { outcome: 'approved', displays: /^GENEHMIGT$/u, questions: [] },
});
