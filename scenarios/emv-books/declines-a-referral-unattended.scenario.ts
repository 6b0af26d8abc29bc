import { attendantCase } from './attendant-case.ts';

export const scenario = attendantCase('declines a referral where there is nobody to call', {
  proves: ['EMV-B4-6.5.2-1'],
  profile: 'unattended',
  card: 'books-referred',
  host: { kind: 'decline', responseCode: '01' },
  person: { atReferral: 'approves' },
  expects: { outcome: 'declined', reason: 'declined-by-issuer', questions: [], asksFor: '00', advice: undefined },
});
