import { cardCase } from '../card-case.ts';

export const scenario = cardCase('ends with a D-PAS card that signs beside a plain cryptogram', {
  proves: ['EMV-C6-data-1'],
  entry: 'contactless',
  card: 'diners-shows-both',
  amountMinor: 1250,
  expects: { isApproved: false, isOnline: false },
});
