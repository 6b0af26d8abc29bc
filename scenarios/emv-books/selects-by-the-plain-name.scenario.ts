import { cardCase } from '../card-case.ts';

export const scenario = cardCase('selects a card by its plain name where the reader knows no extended one', {
  proves: ['EMV-CB-3.3.3.3'],
  entry: 'contactless',
  card: 'quick-extended-selection',
  expects: {
    outcome: 'approved',
    sequence: { of: /^00A40400..(A0[0-9A-F]*)00$/u, is: ['A0000000031010'] },
  },
});
