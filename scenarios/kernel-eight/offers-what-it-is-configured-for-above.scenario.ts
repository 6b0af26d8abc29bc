import { cardCase } from '../card-case.ts';

export const scenario = cardCase('offers PIN, signature and own device above the limit, and says so to the card', {
  proves: ['EMV-C8-3.8-1', 'EMV-C8-3.9-1'],
  entry: 'contactless',
  card: 'channel-signature',
  amountMinor: 6000,
  expects: { commands: [{ like: /^80AE80.*006410648000000000000000$/u, count: 1 }] },
});
