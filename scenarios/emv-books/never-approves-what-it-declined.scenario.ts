import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never takes a TC for an approval that it did not ask for', {
  proves: ['EMV-B3-9.3-1'],
  entry: 'contact',
  card: 'books-promotes-decline',
  expects: { isApproved: false, isOnline: false },
});
