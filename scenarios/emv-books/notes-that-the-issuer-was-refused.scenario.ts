import { cardCase } from '../card-case.ts';

export const scenario = cardCase('notes that the card refused the issuer', {
  proves: ['EMV-B3-10.9-1'],
  entry: 'contact',
  card: 'books-issuer-refused',
  expects: { commands: [{ like: /^0082/u, count: 1 }], status: { set: '1000' }, results: { set: '0000000040' } },
});
