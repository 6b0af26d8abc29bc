import { cardCase } from '../card-case.ts';

export const scenario = cardCase('delivers issuer scripts of 128 bytes', {
  proves: ['EMV-B4-6.3.9-1'],
  entry: 'contact',
  card: 'books-script-long',
  // PUT DATA with 104 bytes of data and a MAC of eight: with identifier, tags and lengths 128 bytes.
  expects: { outcome: 'approved', commands: [{ like: /^04DADF5170/u, count: 1 }], results: { clear: '0000000030' } },
});
