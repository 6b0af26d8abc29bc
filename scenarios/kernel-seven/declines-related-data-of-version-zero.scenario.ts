import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines a QuickPass approval signed with version 00', {
  proves: ['EMV-C7-fdda-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'union-version-zero',
  amountMinor: 1250,
  expects: { outcome: 'declined', isOnline: false },
});
