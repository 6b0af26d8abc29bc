import { cardCase } from '../card-case.ts';

export const scenario = cardCase('does not accept a cryptogram answer without tag 9F27', {
  proves: ['EMV-B3-6.5.5.4-1'],
  entry: 'contact',
  card: 'books-answer-without-information',
  expects: { isApproved: false, isOnline: false },
});
