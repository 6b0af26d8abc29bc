import { cardCase } from '../card-case.ts';

export const scenario = cardCase(
  'asks for an ARQC before it tells of failed recovery, then declines by the denial codes',
  {
    proves: ['EMV-B4-6.3.2.2-1'],
    entry: 'contact',
    card: 'curves-recovery-denied',
    expects: {
      outcome: 'declined',
      isOnline: false,
      asksFor: ['ARQC', 'AAC'],
      commands: [{ like: /^80AE08/u, count: 1 }],
      results: { set: '0100000002', clear: '0000000104' },
    },
  },
);
