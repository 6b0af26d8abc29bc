import { cardCase } from '../card-case.ts';

export const scenario = cardCase('counts a missing card certificate as failed recovery, and as missing data', {
  proves: ['EMV-B3-10.3-6'],
  entry: 'contact',
  card: 'curves-card-missing',
  expects: { isOnline: true, results: { set: '2100000002', clear: '0000000104' } },
});
