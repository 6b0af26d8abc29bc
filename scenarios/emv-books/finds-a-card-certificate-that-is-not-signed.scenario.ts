import { cardCase } from '../card-case.ts';

export const scenario = cardCase(
  'finds that the issuer did not sign the card certificate, and says so after the first cryptogram',
  {
    proves: ['EMV-B3-10.3-6', 'EMV-B4-6.3.2.2-1'],
    entry: 'contact',
    card: 'curves-card-signature',
    expects: {
      isOnline: true,
      commands: [{ like: /^80AE88.{32}0100008000/u, count: 1 }],
      results: { set: '0100000002', clear: '0000000104' },
      chipData: { '95': '0100008002' },
    },
  },
);
