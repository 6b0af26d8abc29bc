import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sends a QuickPass card that refuses to start to the slot', {
  proves: ['EMV-C7-gpo-1'],
  entry: 'contactless',
  card: 'union-refused',
  amountMinor: 1250,
  expects: { outcome: 'try-another-interface', isOnline: false },
});
