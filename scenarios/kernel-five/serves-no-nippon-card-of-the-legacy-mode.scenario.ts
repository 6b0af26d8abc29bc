import { cardCase } from '../card-case.ts';

export const scenario = cardCase('serves no JCB card of the legacy mode', {
  proves: ['EMV-C5-gpo-1'],
  entry: 'contactless',
  card: 'nippon-legacy',
  amountMinor: 1250,
  expects: { isApproved: false, isOnline: false, commands: [{ like: /^80A8/u, count: 0 }] },
});
