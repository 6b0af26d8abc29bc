import { cardCase } from '../card-case.ts';

export const scenario = cardCase('skips verification when the profile does not know it', {
  proves: ['EMV-B3-10.5-1'],
  entry: 'contact',
  card: 'books-verifies-nobody',
  expects: { outcome: 'approved', questions: [], status: { clear: '4000' }, chipData: { '9F34': '3F0000' } },
});
