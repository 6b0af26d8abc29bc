import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never takes a TC for an approval when it asked for an ARQC', {
  proves: ['EMV-B3-9.3-1'],
  entry: 'contact',
  card: 'books-promotes-request',
  expects: { isApproved: false },
});
