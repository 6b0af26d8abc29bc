import { cardCase } from '../card-case.ts';

export const scenario = cardCase('notes that a script failed after the second cryptogram', {
  proves: ['EMV-B3-E-1'],
  entry: 'contact',
  card: 'books-script-fails-after',
  expects: {
    outcome: 'approved',
    commands: [{ like: /^8424/u, count: 1 }],
    status: { set: '0400' },
    results: { set: '0000000010', clear: '0000000020' },
  },
});
