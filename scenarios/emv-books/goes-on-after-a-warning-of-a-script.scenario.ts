import { cardCase } from '../card-case.ts';

export const scenario = cardCase('goes on with a script after a warning', {
  proves: ['EMV-B3-10.10-2'],
  entry: 'contact',
  card: 'books-script-warns',
  expects: { commands: [{ like: /^84(?:24|1E)/u, count: 2 }], results: { clear: '0000000030' } },
});
