import { cardCase } from '../card-case.ts';

export const scenario = cardCase('notes that a script failed before the second cryptogram', {
  proves: ['EMV-B3-E-1', 'EMV-B3-10.10-2'],
  entry: 'contact',
  card: 'books-script-fails-before',
  expects: {
    commands: [{ like: /^8424/u, count: 1 }],
    status: { set: '0400' },
    results: { set: '0000000020', clear: '0000000010' },
  },
});
