import { cardCase } from '../card-case.ts';

export const scenario = cardCase('tells the host of failed local authentication where it is configured to', {
  proves: ['EMV-C8-mac-1'],
  profile: 'kernel-8-tells-failures',
  entry: 'contactless',
  card: 'channel-other-blinding-factor',
  expects: { isApproved: false, isOnline: true, results: { set: '0400000080', clear: '8000000000' } },
});
