import { cardCase } from '../card-case.ts';

export const scenario = cardCase('finds an issuer certificate of elliptic curves that is past its date', {
  proves: ['EMV-B3-10.3-6'],
  entry: 'contact',
  card: 'curves-issuer-expired',
  expects: {
    isOnline: true,
    commands: [{ like: /^80AE88.{32}0100008000/u, count: 1 }],
    results: { set: '0100000002', clear: '0000000104' },
    chipData: { '95': '0100008002' },
  },
});
