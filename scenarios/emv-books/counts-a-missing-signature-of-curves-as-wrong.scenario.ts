import { cardCase } from '../card-case.ts';

export const scenario = cardCase('counts an answer without signature as one whose signature is wrong', {
  proves: ['EMV-B2-12.5.3-1'],
  entry: 'contact',
  card: 'curves-signature-missing',
  expects: { isOnline: true, results: { set: '0100000100', clear: '0000000006' } },
});
