import { cardCase } from '../card-case.ts';

export const scenario = cardCase('does not accept a cryptogram answer without tag 9F36', {
  proves: ['EMV-B3-6.5.5.4-1'],
  entry: 'contact',
  card: 'books-answer-without-counter',
  expects: { isApproved: false, isOnline: false },
});
