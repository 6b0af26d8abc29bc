import { cardCase } from '../card-case.ts';

export const scenario = cardCase('passes over a D-PAS card that says nothing of what it requires', {
  proves: ['EMV-C6-data-1'],
  entry: 'contactless',
  card: 'diners-without-requirements',
  amountMinor: 1250,
  expects: { isApproved: false, isOnline: false },
});
