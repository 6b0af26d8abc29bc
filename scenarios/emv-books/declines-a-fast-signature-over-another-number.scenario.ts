import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines offline when the fast signature is over another number', {
  proves: ['EMV-C3-fdda-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'quick-other-number-signed',
  expects: { outcome: 'declined', isOnline: false },
});
