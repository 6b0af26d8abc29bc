import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines an expired QuickPass card that approves', {
  proves: ['EMV-C7-exp-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'union-expired',
  amountMinor: 1250,
  expects: { outcome: 'declined', isOnline: false },
});
