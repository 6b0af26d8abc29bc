import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sends a D-PAS card to the slot when nothing may stand in for its PIN', {
  proves: ['EMV-C6-cvm-2'],
  entry: 'contactless',
  card: 'diners-pin-alone',
  amountMinor: 6000,
  expects: { outcome: 'try-another-interface', isOnline: false },
});
