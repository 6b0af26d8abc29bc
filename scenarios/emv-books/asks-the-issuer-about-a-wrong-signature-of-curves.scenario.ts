import { cardCase } from '../card-case.ts';

export const scenario = cardCase(
  'asks the issuer about a wrong signature of extended authentication, with the bit in the results',
  {
    proves: ['EMV-B2-12.5.3-1', 'EMV-B3-10.3-6', 'EMV-B4-6.3.2.2-1'],
    entry: 'contact',
    card: 'curves-signature-wrong',
    expects: {
      outcome: 'approved',
      isOnline: true,
      asksFor: ['ARQC', 'TC'],
      commands: [{ like: /^80AE88.{32}0100008000/u, count: 1 }],
      results: { set: '0100000100', clear: '0000000006' },
      chipData: { '95': '0100008100' },
    },
  },
);
