import { cardCase } from '../card-case.ts';

export const scenario = cardCase('notes that a card without certificates was not authenticated', {
  proves: ['EMV-C8-mac-1'],
  entry: 'contactless',
  card: 'channel-without-authentication',
  expects: { outcome: 'approved', isOnline: true, results: { set: '8000000080', clear: '0400000000' } },
});
