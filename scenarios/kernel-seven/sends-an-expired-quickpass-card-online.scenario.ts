import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sends an expired QuickPass card online that wants it', {
  proves: ['EMV-C7-exp-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'union-expired-online',
  amountMinor: 1250,
  expects: { isOnline: true },
});
