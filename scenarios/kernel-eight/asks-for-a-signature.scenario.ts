import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks for a signature when the card decides for one', {
  proves: ['EMV-C8-3.8-1'],
  entry: 'contactless',
  card: 'channel-signature',
  amountMinor: 6000,
  expects: { outcome: 'approved', verification: 'signature', questions: [], chipData: { '9F34': '1E0000' } },
});
