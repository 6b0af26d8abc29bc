import { cardCase } from '../card-case.ts';

export const scenario = cardCase('counts the PDOL into what the issuer certified, and no list of static data', {
  proves: ['EMV-B3-10.3-6'],
  entry: 'contact',
  card: 'curves-with-a-list',
  expects: { outcome: 'approved', results: { set: '0100000000', clear: 'CC00000106' }, status: { set: '8000' } },
});
