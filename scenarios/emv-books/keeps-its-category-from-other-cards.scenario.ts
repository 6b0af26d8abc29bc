import { cardCase } from '../card-case.ts';

export const scenario = cardCase('keeps its category from a card that names another', {
  proves: ['EMV-CB-C1-spi'],
  profile: 'tells-its-category',
  entry: 'contactless',
  card: 'poi-other-category',
  expects: { outcome: 'approved', commands: [{ like: /^801A/u, count: 0 }] },
});
