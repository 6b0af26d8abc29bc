import { cardCase } from '../card-case.ts';

export const scenario = cardCase('looks at the denial codes again after a wrong signature, and declines with an AAC', {
  proves: ['EMV-B4-6.3.2.2-1'],
  entry: 'contact',
  card: 'curves-signature-denied',
  expects: {
    outcome: 'declined',
    isOnline: false,
    asksFor: ['ARQC', 'AAC'],
    commands: [{ like: /^80AE08/u, count: 1 }],
    results: { set: '0100000100', clear: '0000000006' },
  },
});
