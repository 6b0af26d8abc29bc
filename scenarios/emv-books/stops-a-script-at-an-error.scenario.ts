import { cardCase } from '../card-case.ts';

export const scenario = cardCase('stops a script at an error', {
  proves: ['EMV-B3-10.10-2'],
  entry: 'contact',
  card: 'books-script-stops',
  expects: { commands: [{ like: /^84(?:24|1E)/u, count: 1 }] },
});
