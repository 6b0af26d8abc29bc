import { cardCase } from '../card-case.ts';

export const scenario = cardCase('applies usage control to a card from abroad', {
  proves: ['EMV-B3-10.4.2-1'],
  entry: 'contact',
  card: 'books-foreign-issuer',
  expects: { outcome: 'declined', results: { set: '0010000000' } },
});
