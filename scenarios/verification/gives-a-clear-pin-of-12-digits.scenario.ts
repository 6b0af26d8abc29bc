import { cardCase } from '../card-case.ts';

export const scenario = cardCase('gives the card a PIN of twelve digits in format 2', {
  proves: ['ISO9564-F2-1', 'ISO9564-LEN-1'],
  entry: 'contact',
  card: 'books-pin-of-12-digits',
  person: { pin: '123456789012' },
  expects: { verification: 'offline-pin', sequence: { of: /^00200080(..)/u, is: ['08'] } },
});
