import { cardCase } from '../card-case.ts';

export const scenario = cardCase('passes over a QuickPass card that does not ask for the qualifiers', {
  proves: ['EMV-C7-pdol-1'],
  entry: 'contactless',
  card: 'union-asks-no-qualifiers',
  amountMinor: 1250,
  expects: { isApproved: false, commands: [{ like: /^80A8/u, count: 0 }] },
});
