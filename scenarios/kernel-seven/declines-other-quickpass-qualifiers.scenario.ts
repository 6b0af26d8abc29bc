import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines qualifiers of a QuickPass card that its signature does not vouch for', {
  proves: ['EMV-C7-ctq-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'union-other-qualifiers',
  amountMinor: 1250,
  expects: { outcome: 'declined', isOnline: false },
});
