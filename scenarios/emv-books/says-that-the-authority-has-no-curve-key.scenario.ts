import { cardCase } from '../card-case.ts';

export const scenario = cardCase(
  'says before the first cryptogram that it has no such key of the authority, and asks the issuer',
  {
    proves: ['EMV-B2-12.1-1', 'EMV-B3-10.3-6', 'EMV-B4-6.3.2.2-1'],
    entry: 'contact',
    card: 'curves-unknown-authority',
    expects: {
      outcome: 'approved',
      isOnline: true,
      asksFor: ['ARQC', 'TC'],
      commands: [{ like: /^80AE88.{32}0100008004/u, count: 1 }],
      results: { set: '0100000004', clear: '0000000102' },
    },
  },
);
