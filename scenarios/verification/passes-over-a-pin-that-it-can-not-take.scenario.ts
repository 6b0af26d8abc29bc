import { cardCase } from '../card-case.ts';

export const scenario = cardCase('passes over a PIN that is due only where it can be taken', {
  proves: ['EMV-B4-6.3.4.5-1'],
  entry: 'contact',
  card: 'contact-plaintext-pin',
  profile: 'no-offline-pin',
  expects: {
    verification: 'failed',
    results: { set: '0000800000', clear: '0000780000' },
    chipData: { '9F34': '3F0001' },
  },
});
