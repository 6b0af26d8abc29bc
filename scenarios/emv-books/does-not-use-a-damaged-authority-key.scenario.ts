import { cardCase } from '../card-case.ts';

export const scenario = cardCase('does not use an authority key whose checksum is wrong', {
  proves: ['EMV-B2-11.2.2-1'],
  entry: 'contact',
  card: 'books-corrupted-authority-key',
  expects: { results: { set: '0400000000' } },
});
