import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines when the card’s certificate vouches for other data', {
  proves: ['EMV-C8-mac-1'],
  entry: 'contactless',
  card: 'channel-card-hash',
  expects: { outcome: 'declined', isOnline: false, messages: [], terminalSays: /9F46.*is over other data/u },
});
