import { cardCase } from '../card-case.ts';

export const scenario = cardCase('does not take a longer name where the whole name must match', {
  proves: ['EMV-B1-12.3.1-1'],
  entry: 'contact',
  card: 'books-longer-name-exact',
  expects: { outcome: 'ended', asksFor: [], commands: [{ like: /^80A8/u, count: 0 }] },
});
