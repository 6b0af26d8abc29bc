import { cardCase } from '../card-case.ts';

export const scenario = cardCase('notes nothing when the card has no version', {
  proves: ['EMV-B3-10.4.1-1'],
  entry: 'contact',
  card: 'books-no-version',
  expects: { outcome: 'approved', results: { clear: '0080000000' } },
});
