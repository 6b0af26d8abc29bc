import { cardCase } from '../card-case.ts';

export const scenario = cardCase('says that card data are missing when there is no list of methods', {
  proves: ['EMV-B3-7.5-2'],
  entry: 'contact',
  card: 'books-missing-method-list',
  expects: { results: { set: '2000000000' } },
});
