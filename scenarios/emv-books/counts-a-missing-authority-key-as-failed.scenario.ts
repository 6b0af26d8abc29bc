import { cardCase } from '../card-case.ts';

export const scenario = cardCase('counts a missing authority key as failed authentication', {
  proves: ['EMV-B2-5.2-1'],
  entry: 'contact',
  card: 'books-unknown-authority',
  expects: { results: { set: '0400000000', clear: '8000000000' }, status: { set: '8000' } },
});
