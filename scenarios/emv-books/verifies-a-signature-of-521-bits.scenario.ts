import { cardCase } from '../card-case.ts';

export const scenario = cardCase('verifies certificates and a signature on the longer curve', {
  proves: ['EMV-B2-12.5.3-1'],
  entry: 'contact',
  card: 'curves-of-521-bits',
  expects: {
    outcome: 'approved',
    asksFor: ['ARQC', 'TC'],
    results: { set: '0100000000', clear: 'CC00000106' },
    status: { set: '8000' },
  },
});
