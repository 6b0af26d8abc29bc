import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sends nothing to the host when the code over the cryptogram is wrong', {
  proves: ['EMV-C8-mac-1'],
  entry: 'contactless',
  card: 'channel-wrong-enhanced-mac',
  expects: { outcome: 'ended', isOnline: false, messages: [], asksFor: ['ARQC'] },
});
