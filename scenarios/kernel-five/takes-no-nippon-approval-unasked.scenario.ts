import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines a JCB approval where a request was asked for', {
  proves: ['EMV-C5-data-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'nippon-promotes',
  amountMinor: 3000,
  expects: { outcome: 'declined', isOnline: false },
});
