import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sends a JCB card to its contacts that wants them with GENERATE AC', {
  proves: ['EMV-C5-gac-1'],
  entry: 'contactless',
  card: 'nippon-wants-contacts',
  amountMinor: 1250,
  expects: { outcome: 'try-another-interface', isOnline: false },
});
