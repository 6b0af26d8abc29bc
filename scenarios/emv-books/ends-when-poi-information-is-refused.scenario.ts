import { cardCase } from '../card-case.ts';

export const scenario = cardCase('ends when a card refuses what it asked for', {
  proves: ['EMV-CB-C1-spi'],
  profile: 'tells-its-category',
  entry: 'contactless',
  card: 'poi-refused',
  expects: {
    outcome: 'ended',
    isOnline: false,
    commands: [
      { like: /^801A/u, count: 1 },
      { like: /^80A8/u, count: 0 },
    ],
  },
});
