import { cardCase } from '../card-case.ts';

export const scenario = cardCase(
  'sends zeros for a tag that it does not know, and the amount before processing options',
  {
    proves: ['EMV-B3-5.4-2', 'EMV-B4-6.3.1-1'],
    entry: 'contact',
    card: 'books-unknown-tag-asked',
    expects: { outcome: 'approved', commands: [{ like: /^80A800000E830C00000000000000001250027600$/u, count: 1 }] },
  },
);
