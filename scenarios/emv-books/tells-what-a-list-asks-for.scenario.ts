import { cardCase } from '../card-case.ts';

export const scenario = cardCase('tells a card what its list asks for, and no category', {
  proves: ['EMV-CB-C1-spi'],
  profile: 'tells-its-category',
  entry: 'contactless',
  card: 'poi-by-list',
  expects: { outcome: 'approved', sequence: { of: /^(801A.*)$/u, is: ['801A00000683040276097800'] } },
});
