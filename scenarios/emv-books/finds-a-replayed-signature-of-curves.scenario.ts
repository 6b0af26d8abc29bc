import { cardCase } from '../card-case.ts';

export const scenario = cardCase('finds that a signature was made over an old unpredictable number', {
  proves: ['EMV-B2-12.5.3-1'],
  entry: 'contact',
  card: 'curves-replayed',
  expects: { isOnline: true, results: { set: '0100000100', clear: '0000000006' } },
});
