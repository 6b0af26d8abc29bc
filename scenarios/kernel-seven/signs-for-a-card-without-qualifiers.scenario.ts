import { cardCase } from '../card-case.ts';

export const scenario = cardCase('has a QuickPass card without qualifiers signed for', {
  proves: ['EMV-C7-ctq-2'],
  entry: 'contactless',
  card: 'union-without-qualifiers',
  amountMinor: 6000,
  expects: { outcome: 'approved', verification: 'signature' },
});
