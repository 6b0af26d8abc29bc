import { cardCase } from '../card-case.ts';

export const scenario = cardCase('uses no field for an amount of zero when the reader never goes online', {
  proves: ['EMV-CB-3.1.1.11'],
  profile: 'reader-offline-only',
  entry: 'contactless',
  card: 'quick-online',
  amountMinor: 0,
  expects: { isApproved: false, isOnline: false, commands: [{ like: /^/u, count: 0 }] },
});
