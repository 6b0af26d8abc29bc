import { cardCase } from '../card-case.ts';

export const scenario = cardCase(
  'takes a TC with a good signature of extended authentication, and asks the host nothing',
  {
    proves: ['EMV-B2-12.5.3-1'],
    entry: 'contact',
    card: 'curves-offline',
    expects: {
      isOnline: false,
      asksFor: ['TC'],
      commands: [{ like: /^80AE48/u, count: 1 }],
      results: { set: '0100000000', clear: 'CC00000106' },
      status: { set: '8000' },
    },
  },
);
