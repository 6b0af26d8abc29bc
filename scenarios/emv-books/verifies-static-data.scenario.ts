import { cardCase } from '../card-case.ts';

export const scenario = cardCase('verifies the signature over static data', {
  proves: ['EMV-B2-5.4-1'],
  entry: 'contact',
  card: 'contact-sda',
  expects: { outcome: 'approved', results: { clear: 'C000000000' }, status: { set: '8000' } },
});
