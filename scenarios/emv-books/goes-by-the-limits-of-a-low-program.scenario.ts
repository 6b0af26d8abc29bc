import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes no card above the limit of its program', {
  proves: ['EMV-C3-drl-1'],
  entry: 'contactless',
  card: 'quick-low-program',
  amountMinor: 4000,
  expects: { isApproved: false, isOnline: false },
});
