import { cardCase } from '../card-case.ts';

export const scenario = cardCase('approves offline what a fast dynamic signature vouches for', {
  proves: ['EMV-C3-fdda-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'quick-offline',
  expects: { outcome: 'approved', isOnline: false },
});
