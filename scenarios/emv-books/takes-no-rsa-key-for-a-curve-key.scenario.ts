import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes no RSA key for the key of elliptic curves that a card names', {
  proves: ['EMV-B2-12.1-1'],
  entry: 'contact',
  card: 'curves-rsa-authority',
  expects: { isOnline: true, results: { set: '0100000004', clear: '0000000102' } },
});
