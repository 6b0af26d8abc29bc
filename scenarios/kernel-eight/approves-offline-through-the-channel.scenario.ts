import { cardCase } from '../card-case.ts';

export const scenario = cardCase('approves offline what both codes and the certificates vouch for', {
  proves: ['EMV-C8-mac-1'],
  profile: 'kernel-8-offline',
  entry: 'contactless',
  card: 'channel-offline',
  expects: { outcome: 'approved', isOnline: false, asksFor: ['TC'] },
});
