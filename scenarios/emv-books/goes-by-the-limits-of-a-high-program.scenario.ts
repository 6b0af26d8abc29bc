import { cardCase } from '../card-case.ts';

export const scenario = cardCase('verifies nobody where the program of the card does not ask for it', {
  proves: ['EMV-C3-drl-1'],
  entry: 'contactless',
  card: 'quick-high-program',
  amountMinor: 6000,
  expects: { outcome: 'approved', isOnline: true, verification: 'none' },
});
