import { cardCase } from '../card-case.ts';

export const scenario = cardCase('hashes flagged records alone, and their template from file 11 on', {
  proves: ['EMV-B3-10.3-3'],
  entry: 'contact',
  card: 'books-signed-file-12',
  expects: {
    commands: [{ like: /^00B20164/u, count: 1 }],
    results: { clear: '8C00000000' },
    status: { set: '8000' },
  },
});
