import { attendantCase } from './attendant-case.ts';

export const scenario = attendantCase('leaves the issuer’s response code when the attendant passes over it', {
  proves: ['EMV-B4-6.5.4-1'],
  profile: 'forces-acceptance',
  card: 'books-referred',
  host: { kind: 'decline', responseCode: '51' },
  person: { forcesAcceptance: true },
  expects: {
    outcome: 'approved',
    reason: 'forced-acceptance',
    questions: ['forced acceptance'],
    asksFor: '00',
    advice: { '39': '51', '62': '01' },
  },
});
