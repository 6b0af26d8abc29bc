import { cardCase } from '../card-case.ts';

export const scenario = cardCase('says nothing of a missing PIN pad when it takes offline PINs of another form', {
  proves: ['EMV-B3-10.5.1-3'],
  entry: 'contact',
  card: 'books-pin-always',
  profile: 'takes-no-clear-pins',
  expects: { verification: 'failed', questions: [], results: { set: '0000800000', clear: '0000100000' } },
});
