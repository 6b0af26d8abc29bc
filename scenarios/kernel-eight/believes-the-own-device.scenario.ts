import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks for nothing when the card decides for the own device', {
  proves: ['EMV-C8-3.8-1'],
  entry: 'contactless',
  card: 'channel-device',
  amountMinor: 6000,
  expects: { outcome: 'approved', verification: 'device', questions: [], chipData: { '9F34': '010002' } },
});
