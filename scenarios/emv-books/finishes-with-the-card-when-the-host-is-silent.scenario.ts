import { cardCase } from '../card-case.ts';

export const scenario = cardCase('finishes with the card by the default codes when the host is silent', {
  proves: ['EMV-B4-12.2.1-1', 'EMV-B4-12.2.3-1'],
  entry: 'contact',
  card: 'contact-no-oda',
  host: { kind: 'silent' },
  expects: {
    outcome: 'declined',
    asksFor: ['ARQC', 'AAC'],
    messages: ['0200', '0420'],
    commands: [{ like: /^80AE00.*5A33/u, count: 1 }],
  },
});
