import { cardCase } from '../card-case.ts';

export const scenario = cardCase('approves nothing when the signature covers another relay exchange', {
  proves: ['EMV-C2-3.10-4'],
  entry: 'contactless',
  card: 'debit-relay-other-entropy',
  expects: { isApproved: false, results: { set: '0400000000' } },
});
