import { cardCase } from '../card-case.ts';

export const scenario = cardCase('approves a QuickPass card offline by eight signed bytes of related data', {
  proves: ['EMV-C7-fdda-1'],
  profile: 'sells-offline',
  entry: 'contactless',
  card: 'union-offline',
  amountMinor: 1250,
  expects: { outcome: 'approved', isOnline: false },
});
