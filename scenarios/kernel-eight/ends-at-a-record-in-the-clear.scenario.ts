import { cardCase } from '../card-case.ts';

export const scenario = cardCase('ends when a record comes in the clear after a channel was opened', {
  proves: ['EMV-C8-sc-1'],
  entry: 'contactless',
  card: 'channel-plain-records',
  expects: { outcome: 'ended', isOnline: false, asksFor: [], commands: [{ like: /^00B2/u, count: 1 }] },
});
