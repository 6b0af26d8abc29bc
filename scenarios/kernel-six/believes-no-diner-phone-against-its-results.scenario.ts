import { cardCase } from '../card-case.ts';

export const scenario = cardCase('does not believe a D-PAS phone whose own results say that it failed', {
  proves: ['EMV-C6-cvm-1'],
  entry: 'contactless',
  card: 'diners-unproven-phone',
  amountMinor: 6000,
  expects: { isApproved: false, isOnline: false },
});
