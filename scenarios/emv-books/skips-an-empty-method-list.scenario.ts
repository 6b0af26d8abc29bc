import { cardCase } from '../card-case.ts';

export const scenario = cardCase('skips verification when the list of methods is empty', {
  proves: ['EMV-B3-10.5-1'],
  entry: 'contact',
  card: 'books-empty-method-list',
  expects: { status: { clear: '4000' }, chipData: { '9F34': '3F0000' } },
});
