import { cardCase } from '../card-case.ts';

export const scenario = cardCase('delivers a script command that it does not know, and the script behind it', {
  proves: ['EMV-B3-10.10-3'],
  entry: 'contact',
  card: 'books-script-unknown',
  expects: {
    outcome: 'approved',
    commands: [
      { like: /^84E6/u, count: 1 },
      { like: /^8424/u, count: 1 },
    ],
    // The card knows no such command: the script before the second cryptogram failed, the one after it did not.
    status: { set: '0400' },
    results: { set: '0000000020', clear: '0000000010' },
  },
});
