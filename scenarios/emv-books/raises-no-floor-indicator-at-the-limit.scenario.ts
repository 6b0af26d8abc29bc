import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks for no online cryptogram at the reader’s floor limit', {
  proves: ['EMV-CB-3.1.1-floor'],
  entry: 'contactless',
  card: 'quick-signature-only',
  amountMinor: 2000,
  expects: { commands: [{ like: /^80A8000023832132[04]0/u, count: 1 }] },
});
