import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sets both limit bits when a counter can not be read', {
  proves: ['EMV-B3-10.6.3-2'],
  entry: 'contact',
  card: 'books-velocity-unreadable',
  expects: { results: { set: '0000006000', clear: '0008000000' } },
});
