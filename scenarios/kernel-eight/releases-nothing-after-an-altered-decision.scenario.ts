import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sends nothing to the host when the card’s decision was changed on the way', {
  proves: ['EMV-C8-mac-1'],
  entry: 'contactless',
  card: 'channel-altered-decision',
  amountMinor: 6000,
  expects: {
    outcome: 'ended',
    isOnline: false,
    messages: [],
    asksFor: ['ARQC'],
    terminalSays: /9F8102 was 01 when it made its code/u,
  },
});
