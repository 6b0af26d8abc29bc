import { cardCase } from '../card-case.ts';

export const scenario = cardCase('notes that verification failed when the card says so', {
  proves: ['EMV-C8-3.8-1'],
  entry: 'contactless',
  card: 'channel-particular',
  expects: { verification: 'failed', results: { set: '0000800000' }, chipData: { '9F34': '3F0001' } },
});
