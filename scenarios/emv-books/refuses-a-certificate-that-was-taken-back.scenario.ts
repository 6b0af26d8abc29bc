import { cardCase } from '../card-case.ts';

export const scenario = cardCase('refuses an issuer certificate that is on the revocation list, and says which', {
  proves: ['EMV-B2-5.1.1-1'],
  entry: 'contact',
  card: 'books-revoked',
  profile: 'certificates-taken-back',
  expects: {
    results: { set: '0400000000' },
    status: { set: '8000' },
    terminalSays: /serial number 00BADD is on the revocation list/u,
  },
});
