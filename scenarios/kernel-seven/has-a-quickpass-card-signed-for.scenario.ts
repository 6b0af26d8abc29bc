import { cardCase } from '../card-case.ts';

export const scenario = cardCase('has a QuickPass card signed for when it asks for that', {
  proves: ['EMV-C7-ctq-1'],
  entry: 'contactless',
  card: 'union-signature',
  amountMinor: 6000,
  expects: { outcome: 'approved', verification: 'signature' },
});
