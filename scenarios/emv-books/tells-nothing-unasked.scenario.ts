import { cardCase } from '../card-case.ts';

export const scenario = cardCase('tells nothing to a card that asks for nothing', {
  proves: ['EMV-CB-C1-spi'],
  profile: 'tells-its-category',
  entry: 'contactless',
  card: 'standard',
  expects: { outcome: 'approved', commands: [{ like: /^801A/u, count: 0 }] },
});
