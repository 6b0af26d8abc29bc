import { cardCase } from '../card-case.ts';

export const scenario = cardCase('refuses a PIN of thirteen digits itself', {
  proves: ['ISO9564-LEN-1'],
  entry: 'contact',
  card: 'contact-plaintext-pin',
  person: { pin: '1234567890123' },
  expects: { isApproved: false, questions: ['offline PIN'], commands: [{ like: /^0020/u, count: 0 }] },
});
