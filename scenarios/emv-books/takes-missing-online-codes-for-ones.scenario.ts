import { cardCase } from '../card-case.ts';

export const scenario = cardCase('goes online when the issuer names no codes and a bit is set', {
  proves: ['EMV-B3-10.7-2'],
  entry: 'contact',
  card: 'books-no-action-codes',
  expects: { isOnline: true, asksFor: ['ARQC', 'TC'] },
});
