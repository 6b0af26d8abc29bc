import { cardCase } from '../card-case.ts';

export const scenario = cardCase('speaks the language of a card in the field', {
  proves: ['EMV-B4-11.1-1'],
  profile: 'speaks-languages',
  entry: 'contactless',
  card: 'books-french-by-tap',
  expects: { outcome: 'approved', displays: /^ACCEPTE$/u },
});
