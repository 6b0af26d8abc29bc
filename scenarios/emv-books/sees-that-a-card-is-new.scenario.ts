import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sees by the last online counter that a card is new', {
  proves: ['EMV-B3-10.6.3-3', 'EMV-B3-10.6.3-1'],
  entry: 'contact',
  card: 'books-velocity',
  expects: { results: { set: '0008004000', clear: '0000002000' } },
});
