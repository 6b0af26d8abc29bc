import { attendantCase } from './attendant-case.ts';

export const scenario = attendantCase('sells what the attendant approved after a referral', {
  proves: ['EMV-B4-6.5.2-1'],
  card: 'books-referred',
  amountMinor: 9900,
  person: { atReferral: 'approves' },
  expects: {
    outcome: 'approved',
    reason: 'approved-by-referral',
    questions: ['referral'],
    asksFor: '40',
    displays: 'CALL YOUR BANK',
    advice: { '38': 'V01234', '39': '01', '62': 'not there' },
  },
});
