import { cardCase } from '../card-case.ts';

export const scenario = cardCase('refuses a PIN of thirteen digits for the host itself', {
  proves: ['ISO9564-LEN-1'],
  entry: 'contact',
  card: 'contact-online-pin',
  person: { pin: '1234567890123' },
  expects: { isApproved: false, isOnline: false, questions: ['online PIN'] },
});
