import { cardCase } from '../card-case.ts';

export const scenario = cardCase('discards an application that does not ask for the reader’s qualifiers', {
  proves: ['EMV-CB-3.3.3.6'],
  entry: 'contactless',
  card: 'books-quick-no-qualifiers-asked',
  expects: { isApproved: false, commands: [{ like: /^80A8/u, count: 0 }] },
});
