import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines a card that finds itself expired', {
  proves: ['EMV-C8-mac-1'],
  entry: 'contactless',
  card: 'channel-expired',
  expects: { outcome: 'declined', isOnline: false, asksFor: ['ARQC'], results: { set: '0040000080' } },
});
