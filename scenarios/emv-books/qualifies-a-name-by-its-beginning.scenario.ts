import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes a name that begins with the one it knows', {
  proves: ['EMV-CB-3.3.2.5-a'],
  entry: 'contactless',
  card: 'books-longer-contactless-name',
  expects: { outcome: 'approved', commands: [{ like: /^00A4040008A000000004101001/u, count: 1 }] },
});
