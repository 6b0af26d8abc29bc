import { cardCase } from '../card-case.ts';

export const scenario = cardCase('raises one bit when keys were not recovered and the signature is wrong too', {
  proves: ['EMV-B3-10.3-6', 'EMV-B2-12.5.3-1'],
  entry: 'contact',
  card: 'curves-recovery-failed-too',
  expects: { results: { set: '0100000002', clear: '0000000104' } },
});
