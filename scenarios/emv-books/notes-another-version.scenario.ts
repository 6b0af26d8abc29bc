import { cardCase } from '../card-case.ts';

export const scenario = cardCase('notes another version of the application and goes on', {
  proves: ['EMV-B3-10.4.1-1'],
  entry: 'contact',
  card: 'books-other-version',
  expects: { outcome: 'approved', results: { set: '0080000000' } },
});
