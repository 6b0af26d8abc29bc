import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks again after a wrong PIN while tries are left', {
  proves: ['EMV-B3-10.5.1-1'],
  entry: 'contact',
  card: 'contact-plaintext-pin',
  person: { wrongPins: ['4321'] },
  expects: {
    outcome: 'approved',
    verification: 'offline-pin',
    displays: /^INCORRECT PIN$/u,
    questions: ['offline PIN', 'offline PIN'],
    commands: [{ like: /^0020/u, count: 2 }],
    results: { clear: '0000E80000' },
    chipData: { '9F34': '010302' },
  },
});
