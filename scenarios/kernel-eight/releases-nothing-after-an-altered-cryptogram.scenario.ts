import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sends nothing to the host when the cryptogram is not the one that the code is over', {
  proves: ['EMV-C8-mac-1'],
  entry: 'contactless',
  card: 'channel-altered-cryptogram',
  expects: {
    outcome: 'ended',
    isOnline: false,
    messages: [],
    asksFor: ['ARQC'],
    terminalSays: /no single input explains/u,
  },
});
