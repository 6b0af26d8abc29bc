import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines a JCB approval whose signature is over another answer', {
  proves: ['EMV-C5-cda-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'nippon-other-transaction',
  amountMinor: 1250,
  expects: { outcome: 'declined', isOnline: false },
});
