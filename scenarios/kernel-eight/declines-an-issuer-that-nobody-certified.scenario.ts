import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines when the issuer’s certificate is not signed', {
  proves: ['EMV-C8-mac-1'],
  entry: 'contactless',
  card: 'channel-issuer-signature',
  expects: {
    outcome: 'declined',
    isOnline: false,
    messages: [],
    terminalSays: /issuer certificate \(90\) is not signed/u,
  },
});
