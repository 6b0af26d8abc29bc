import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks for no other PIN after one was passed by', {
  proves: ['EMV-B4-6.3.4.3-1'],
  entry: 'contact',
  card: 'books-many-pins',
  person: { atPinPad: 'bypasses' },
  expects: {
    verification: 'signature',
    questions: ['offline PIN'],
    results: { set: '0000080000', clear: '0000B40000' },
    chipData: { '9F34': '5E0300' },
  },
});
