import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks for no PIN any more when the card has no tries left', {
  proves: ['EMV-B3-10.5.1-2'],
  entry: 'contact',
  card: 'contact-plaintext-pin',
  person: { wrongPins: ['1111', '2222', '3333', '4444', '5555'] },
  expects: {
    verification: 'failed',
    displays: /^LAST PIN TRY$/u,
    questions: ['offline PIN', 'offline PIN', 'offline PIN'],
    results: { set: '0000A00000', clear: '0000180000' },
    chipData: { '9F34': '010301' },
  },
});
