import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks for no verification when the card decides for none', {
  proves: ['EMV-C8-3.8-1'],
  entry: 'contactless',
  card: 'channel-no-cvm',
  expects: { outcome: 'approved', isOnline: true, verification: 'none', questions: [], chipData: { '9F34': '1F0002' } },
});
