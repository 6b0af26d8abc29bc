import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines when the blinding factor leads to another key', {
  proves: ['EMV-C8-mac-1'],
  entry: 'contactless',
  card: 'channel-other-blinding-factor',
  expects: { outcome: 'declined', isOnline: false, messages: [], terminalSays: /the channel ends in another card/u },
});
