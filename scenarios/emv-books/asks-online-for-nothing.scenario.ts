import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks the issuer for an amount of zero', {
  proves: ['EMV-CB-3.1.1.11'],
  entry: 'contactless',
  card: 'quick-online',
  amountMinor: 0,
  expects: { outcome: 'approved', isOnline: true, chipData: { '9F02': '000000000000' } },
});
