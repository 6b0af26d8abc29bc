import { cardCase } from '../card-case.ts';

export const scenario = cardCase(
  'sends nothing to the host when the code over the issuer’s data is over something else',
  {
    proves: ['EMV-C8-mac-1'],
    entry: 'contactless',
    card: 'channel-other-issuer-data-mac',
    expects: { outcome: 'ended', isOnline: false, messages: [], asksFor: ['ARQC'] },
  },
);
