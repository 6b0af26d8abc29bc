import { cardCase } from '../card-case.ts';

export const scenario = cardCase('notes a refused script, and the record says that its key was another', {
  proves: ['EMV-B3-10.10-2'],
  entry: 'contact',
  card: 'books-other-script-key',
  expects: {
    commands: [{ like: /^8424/u, count: 1 }],
    status: { set: '0400' },
    results: { set: '0000000010', clear: '0000000020' },
    cardRefuses: 'the script MAC was made with a key from the cryptogram (EMV common) instead of the counter',
  },
});
