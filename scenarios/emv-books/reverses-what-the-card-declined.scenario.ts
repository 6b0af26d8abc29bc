import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines and reverses when the card declines what the host approved', {
  proves: ['EMV-B4-6.3.8-1'],
  entry: 'contact',
  card: 'books-declines-approval',
  expects: { outcome: 'declined', asksFor: ['ARQC', 'TC'], messages: ['0200', '0420'] },
});
