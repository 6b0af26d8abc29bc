import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes a certificate whose serial number another key of the authority took back', {
  proves: ['EMV-B2-5.1.1-1'],
  entry: 'contact',
  card: 'books-same-serial',
  profile: 'certificates-taken-back',
  expects: { outcome: 'approved', results: { clear: '8C00000000' } },
});
