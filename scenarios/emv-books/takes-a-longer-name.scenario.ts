import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes a longer name where the beginning is enough', {
  proves: ['EMV-B1-12.3.1-1'],
  entry: 'contact',
  card: 'books-longer-name-partial',
  expects: { outcome: 'approved', commands: [{ like: /^00A4040008A000000004101001/u, count: 1 }] },
});
