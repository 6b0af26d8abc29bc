import { cardCase } from '../card-case.ts';

export const scenario = cardCase('ends when the card opens no channel', {
  proves: ['EMV-C8-sc-1'],
  entry: 'contactless',
  card: 'channel-no-key',
  expects: { outcome: 'ended', isOnline: false, asksFor: [], commands: [{ like: /^00B2/u, count: 0 }] },
});
