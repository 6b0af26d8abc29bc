import { attendantCase } from './attendant-case.ts';

export const scenario = attendantCase('declines what the attendant declined after a referral', {
  proves: ['EMV-B4-6.5.2-1'],
  card: 'books-referred',
  host: { kind: 'decline', responseCode: '02' },
  person: { atReferral: 'declines' },
  expects: {
    outcome: 'declined',
    reason: 'declined-by-issuer',
    questions: ['referral'],
    asksFor: '00',
    displays: 'CALL YOUR BANK',
    advice: undefined,
  },
});
