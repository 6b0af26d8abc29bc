import { cardCase } from '../card-case.ts';

export const scenario = cardCase('finds a static signature that is wrong', {
  proves: ['EMV-B2-5.4-1'],
  entry: 'contact',
  card: 'books-static-signature-wrong',
  expects: { results: { set: '4000000000', clear: '8000000000' } },
});
