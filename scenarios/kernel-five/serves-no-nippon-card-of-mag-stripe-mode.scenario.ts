import { cardCase } from '../card-case.ts';

export const scenario = cardCase('serves no JCB card of mag-stripe mode', {
  proves: ['EMV-C5-gpo-1'],
  entry: 'contactless',
  card: 'nippon-stripe',
  amountMinor: 1250,
  expects: { isApproved: false, isOnline: false, commands: [{ like: /^80AE/u, count: 0 }] },
});
