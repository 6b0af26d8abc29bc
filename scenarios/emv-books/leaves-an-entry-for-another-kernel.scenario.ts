import { cardCase } from '../card-case.ts';

export const scenario = cardCase('leaves an entry that asks for a kernel that it does not have', {
  proves: ['EMV-CB-3.3.2.5-d'],
  entry: 'contactless',
  card: 'books-wants-other-kernel',
  expects: { isApproved: false, commands: [{ like: /^80A8/u, count: 0 }] },
});
