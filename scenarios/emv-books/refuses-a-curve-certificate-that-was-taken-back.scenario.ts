import { cardCase } from '../card-case.ts';

export const scenario = cardCase(
  'refuses an issuer certificate of elliptic curves that is on the revocation list, and says which',
  {
    proves: ['EMV-B2-5.1.1-1', 'EMV-B3-10.3-6'],
    entry: 'contact',
    card: 'curves-revoked',
    profile: 'certificates-taken-back',
    expects: {
      results: { set: '0100000002', clear: '0000000104' },
      terminalSays: /serial number 00BADD under A000000004 is on the revocation list/u,
    },
  },
);
