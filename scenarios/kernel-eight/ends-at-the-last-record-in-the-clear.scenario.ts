import { cardCase } from '../card-case.ts';

export const scenario = cardCase('ends when but the last record comes in the clear', {
  proves: ['EMV-C8-sc-1'],
  entry: 'contactless',
  card: 'channel-one-plain-record',
  expects: { outcome: 'ended', isOnline: false, asksFor: [] },
});
