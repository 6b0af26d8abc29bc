import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sells nothing above the limit for cards to a card without verification of its own', {
  proves: ['EMV-C2-limits-2'],
  profile: 'devices-have-a-limit',
  entry: 'contactless',
  card: 'debit-card',
  amountMinor: 15_000,
  expects: { isApproved: false, isOnline: false, asksFor: [] },
});
