import { attendantCase } from './attendant-case.ts';

export const scenario = attendantCase('forces nothing when the issuer wants the card to be kept', {
  proves: ['EMV-B4-6.5.4-1'],
  profile: 'forces-acceptance',
  card: 'books-referred',
  host: { kind: 'decline', responseCode: '43' },
  person: { forcesAcceptance: true },
  expects: { outcome: 'declined', reason: 'declined-by-issuer', questions: [], advice: undefined },
});
