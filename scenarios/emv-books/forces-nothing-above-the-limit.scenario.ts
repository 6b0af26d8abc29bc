import { attendantCase } from './attendant-case.ts';

export const scenario = attendantCase('forces nothing above the amount that the merchant may risk', {
  proves: ['EMV-B4-6.5.4-1'],
  profile: 'forces-acceptance',
  card: 'books-declines-alone',
  amountMinor: 5001,
  person: { forcesAcceptance: true },
  expects: { outcome: 'declined', reason: 'declined-by-card', questions: [], advice: undefined },
});
