import { cardCase } from '../card-case.ts';

export const scenario = cardCase('checks velocity only when the card has both limits', {
  proves: ['EMV-B3-10.6.3-1'],
  entry: 'contact',
  card: 'books-velocity-one-limit',
  expects: { results: { clear: '0008006000' }, commands: [{ like: /^80CA9F13/u, count: 0 }] },
});
