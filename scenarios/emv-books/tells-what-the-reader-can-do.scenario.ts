import { cardCase } from '../card-case.ts';

export const scenario = cardCase('tells the card what the reader can do', {
  proves: ['EMV-C3-ttq-1'],
  entry: 'contactless',
  card: 'quick-online',
  amountMinor: 2500,
  expects: { outcome: 'approved', commands: [{ like: /^80A8000023832132804000/u, count: 1 }] },
});
