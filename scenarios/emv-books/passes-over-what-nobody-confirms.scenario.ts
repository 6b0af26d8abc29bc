import { cardCase } from '../card-case.ts';

export const scenario = cardCase('passes over an application that must be confirmed when nobody can be asked', {
  proves: ['EMV-B1-12.4-3'],
  entry: 'contact',
  card: 'books-confirmation-first',
  profile: 'nobody-to-ask',
  expects: { outcome: 'approved', questions: [], chipData: { '84': 'A0000000041010' } },
});
