import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sells above the limit for cards to a device that verifies its holder', {
  proves: ['EMV-C2-limits-2'],
  profile: 'devices-have-a-limit',
  entry: 'contactless',
  card: 'debit-phone',
  amountMinor: 15_000,
  expects: { outcome: 'approved', verification: 'device' },
});
