import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines a QuickPass approval that was signed over another number', {
  proves: ['EMV-C7-fdda-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'union-number-replayed',
  amountMinor: 1250,
  expects: { outcome: 'declined', isOnline: false, terminalSays: /signature-wrong-hash|9F37/u },
});
