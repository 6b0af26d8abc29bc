import { cardCase } from '../card-case.ts';

export const scenario = cardCase('finds verification rules that were replaced by none', {
  proves: ['EMV-B2-6.4-1'],
  entry: 'contact',
  card: 'attack-no-cardholder-verification',
  expects: { isApproved: false, results: { set: '0400000000' } },
});
