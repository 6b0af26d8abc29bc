import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never takes an online cryptogram for an offline approval, by tap', {
  proves: ['EMV-B2-6.6.2-1'],
  entry: 'contactless',
  card: 'attack-offline-approval',
  expects: { isApproved: false },
});
