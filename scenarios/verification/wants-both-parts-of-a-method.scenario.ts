import { cardCase } from '../card-case.ts';

export const scenario = cardCase('fails a method of PIN and signature when the PIN is wrong', {
  proves: ['EMV-B3-10.5.4-1'],
  entry: 'contact',
  card: 'books-pin-and-signature',
  person: { wrongPins: ['1111', '2222', '3333'] },
  expects: { verification: 'failed', results: { set: '0000A00000' }, chipData: { '9F34': '030301' } },
});
