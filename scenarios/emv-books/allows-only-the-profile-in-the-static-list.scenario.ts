import { cardCase } from '../card-case.ts';

export const scenario = cardCase('fails authentication when the static data list names more than the profile', {
  proves: ['EMV-B3-10.3-5'],
  entry: 'contact',
  card: 'books-static-list-wrong',
  expects: { results: { set: '0400000000' } },
});
