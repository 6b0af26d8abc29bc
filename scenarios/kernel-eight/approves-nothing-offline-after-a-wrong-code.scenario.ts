import { cardCase } from '../card-case.ts';

export const scenario = cardCase('approves nothing offline when the code over the cryptogram is wrong', {
  proves: ['EMV-C8-mac-1'],
  profile: 'kernel-8-offline',
  entry: 'contactless',
  card: 'channel-offline-wrong-enhanced-mac',
  expects: { outcome: 'ended', isOnline: false, asksFor: ['TC'] },
});
