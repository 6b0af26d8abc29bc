import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes a decision for what it did not offer for a failed verification', {
  proves: ['EMV-C8-3.8-1'],
  entry: 'contactless',
  card: 'channel-verification-not-offered',
  amountMinor: 6000,
  expects: {
    isApproved: false,
    verification: 'failed',
    results: { set: '0000800000' },
    chipData: { '9F34': '3F0001' },
  },
});
