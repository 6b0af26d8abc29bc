import { cardCase } from '../card-case.ts';

export const scenario = cardCase('counts the relay exchange into both codes', {
  proves: ['EMV-C8-mac-1'],
  entry: 'contactless',
  card: 'channel-relay-resistance',
  expects: { outcome: 'approved', isOnline: true, results: { set: '0000000002', clear: '0000000001' } },
});
