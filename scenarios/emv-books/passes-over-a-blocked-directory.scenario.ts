import { cardCase } from '../card-case.ts';

export const scenario = cardCase('falls back to its list of names when the directory is blocked', {
  proves: ['EMV-B1-12.3.2-3'],
  entry: 'contact',
  card: 'books-directory-blocked',
  expects: { outcome: 'approved', commands: [{ like: /^00A4040007A0000000041010/u, count: 2 }] },
});
