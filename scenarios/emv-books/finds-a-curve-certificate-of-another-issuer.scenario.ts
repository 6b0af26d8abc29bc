import { cardCase } from '../card-case.ts';

export const scenario = cardCase('finds a certificate of elliptic curves of another issuer', {
  proves: ['EMV-B3-10.3-6'],
  entry: 'contact',
  card: 'curves-issuer-identity',
  expects: {
    isOnline: true,
    commands: [{ like: /^80AE88.{32}0100008000/u, count: 1 }],
    results: { set: '0100000002', clear: '0000000104' },
    chipData: { '95': '0100008002' },
  },
});
