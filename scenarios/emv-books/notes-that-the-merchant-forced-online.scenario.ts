import { cardCase } from '../card-case.ts';

export const scenario = cardCase('notes that the merchant forced the transaction online', {
  proves: ['EMV-B4-6.5.3-1'],
  entry: 'contact',
  card: 'contact-no-oda',
  request: { isForcedOnline: true },
  expects: { isOnline: true, results: { set: '0000000800' } },
});
