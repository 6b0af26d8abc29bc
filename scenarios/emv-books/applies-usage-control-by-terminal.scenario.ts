import { cardCase } from '../card-case.ts';

export const scenario = cardCase('applies usage control by the kind of terminal', {
  proves: ['EMV-B3-10.4.2-1'],
  entry: 'contact',
  card: 'books-machines-only',
  expects: { outcome: 'declined', results: { set: '0010000000' } },
});
