import { cardCase } from '../card-case.ts';

export const scenario = cardCase(
  'declines an expired QuickPass card that asks to go online and does not say so of its expiry',
  {
    proves: ['EMV-C7-exp-1'],
    entry: 'contactless',
    card: 'union-expired-request',
    amountMinor: 1250,
    expects: { outcome: 'declined', isOnline: false },
  },
);
