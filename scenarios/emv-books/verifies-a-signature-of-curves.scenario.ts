import { cardCase } from '../card-case.ts';

export const scenario = cardCase(
  'asks for a signature of extended authentication with both cryptograms, and verifies it',
  {
    proves: ['EMV-B2-12.5.3-1', 'EMV-B3-10.3-6'],
    entry: 'contact',
    card: 'curves-online',
    expects: {
      outcome: 'approved',
      asksFor: ['ARQC', 'TC'],
      commands: [
        { like: /^80AE88/u, count: 1 },
        { like: /^80AE48/u, count: 1 },
      ],
      results: { set: '0100000000', clear: 'CC00000106' },
      status: { set: '8000' },
    },
  },
);
