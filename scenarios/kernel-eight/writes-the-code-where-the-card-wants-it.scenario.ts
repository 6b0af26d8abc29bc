import { cardCase } from '../card-case.ts';

export const scenario = cardCase('writes the code over the issuer’s data where the card wants it', {
  proves: ['EMV-C8-mac-1'],
  entry: 'contactless',
  card: 'channel-own-offset',
  expects: { outcome: 'approved', isOnline: true },
});
