import { cardCase } from '../card-case.ts';

export const scenario = cardCase('verifies the signature over static data', {
  proves: ['EMV-B2-5.4-1', 'EMV-B3-10.3-1'],
  entry: 'contact',
  card: 'contact-sda',
  expects: { outcome: 'approved', results: { set: '0200000000', clear: 'C000000000' }, status: { set: '8000' } },
});
