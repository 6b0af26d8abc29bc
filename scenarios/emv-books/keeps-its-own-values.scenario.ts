import { cardCase } from '../card-case.ts';

export const scenario = cardCase('keeps its own values when a card sends them too', {
  proves: ['EMV-B3-7.5-3'],
  entry: 'contact',
  card: 'books-brings-terminal-data',
  expects: { chipData: { '9F1A': '0276', '9F33': 'E0F8CC' }, results: { clear: '4000000000' } },
});
