import { cardCase } from '../card-case.ts';

export const scenario = cardCase('passes over a directory entry whose name is too short', {
  proves: ['EMV-CB-3.3.2.5-a'],
  entry: 'contactless',
  card: 'books-directory-bad-name',
  expects: { outcome: 'approved', commands: [{ like: /^00A40400(?!0E)/u, count: 1 }] },
});
