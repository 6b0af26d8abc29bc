import { cardCase } from '../card-case.ts';

export const scenario = cardCase(
  'declines at once when the issuer forbids to go on without the authority’s key, and asks for a signature all the same',
  {
    proves: ['EMV-B2-12.1-1'],
    entry: 'contact',
    card: 'curves-unknown-authority-denied',
    expects: {
      outcome: 'declined',
      isOnline: false,
      asksFor: ['AAC'],
      commands: [{ like: /^80AE08/u, count: 1 }],
      results: { set: '0100000004', clear: '0000000102' },
    },
  },
);
