import { cardCase } from '../card-case.ts';

export const scenario = cardCase('approves nothing offline by a key that no certificate leads to', {
  proves: ['EMV-C8-mac-1'],
  profile: 'kernel-8-offline',
  entry: 'contactless',
  card: 'channel-offline-forged',
  expects: { outcome: 'declined', isOnline: false, asksFor: ['TC'] },
});
