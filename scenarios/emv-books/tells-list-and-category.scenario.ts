import { cardCase } from '../card-case.ts';

export const scenario = cardCase('tells a card what its list asks for, and the category that it names', {
  proves: ['EMV-CB-C1-spi'],
  profile: 'tells-its-category',
  entry: 'contactless',
  card: 'poi-by-both',
  expects: {
    outcome: 'approved',
    sequence: {
      of: /^(801A.*|00A40400.{2}A0.*)$/u,
      is: ['801A00000B830902760978000102000100', '00A4040007A000000004306000'],
    },
  },
});
