import { cardCase } from '../card-case.ts';

export const scenario = cardCase('raises one bit when the authority’s key is missing and the signature is wrong too', {
  proves: ['EMV-B3-10.3-6', 'EMV-B2-12.5.3-1'],
  entry: 'contact',
  card: 'curves-unknown-authority-too',
  expects: { results: { set: '0100000004', clear: '0000000102' } },
});
