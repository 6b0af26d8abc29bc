import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines and reverses when the second signature is wrong', {
  proves: ['EMV-B4-6.3.2.1-3'],
  entry: 'contact',
  card: 'books-second-signature-wrong',
  expects: { outcome: 'declined', messages: ['0200', '0420'] },
});
