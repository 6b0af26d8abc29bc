import { cardCase } from '../card-case.ts';

export const scenario = cardCase('tells its category to a card that names it, and takes what is listed for it', {
  proves: ['EMV-CB-C1-spi'],
  profile: 'tells-its-category',
  entry: 'contactless',
  card: 'poi-by-category',
  expects: {
    outcome: 'approved',
    sequence: { of: /^(801A.*|00A40400.{2}A0.*)$/u, is: ['801A0000078305000102000100', '00A4040007A000000004306000'] },
  },
});
