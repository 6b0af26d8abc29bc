import { cardCase } from '../card-case.ts';

export const scenario = cardCase('falls back to its list of names without a directory', {
  proves: ['EMV-B1-12.3.2-3', 'EMV-B4-11.3-1'],
  entry: 'contact',
  card: 'books-directory-missing',
  expects: { outcome: 'approved' },
});
