import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks for an online cryptogram one cent above the reader’s floor limit', {
  proves: ['EMV-CB-3.1.1-floor'],
  entry: 'contactless',
  card: 'quick-signature-only',
  amountMinor: 2001,
  expects: { commands: [{ like: /^80A8000023832132[8C]0/u, count: 1 }] },
});
