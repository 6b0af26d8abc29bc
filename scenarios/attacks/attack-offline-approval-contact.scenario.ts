import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never takes an online cryptogram for an offline approval, by chip', {
  proves: ['EMV-B3-9.3-1'],
  entry: 'contact',
  card: 'attack-offline-approval-contact',
  expects: { isApproved: false },
});
