import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks for an ARQC when a bit of the online codes is set', {
  proves: ['EMV-B3-10.7-3'],
  entry: 'contact',
  card: 'books-online-code-fits',
  expects: { isOnline: true, asksFor: ['ARQC', 'TC'] },
});
