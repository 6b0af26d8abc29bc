import { attendantCase } from './attendant-case.ts';

export const scenario = attendantCase('captures what the attendant took although the card declined, with a mark', {
  proves: ['EMV-B4-6.5.4-1'],
  profile: 'forces-acceptance',
  card: 'books-declines-alone',
  person: { forcesAcceptance: true },
  expects: {
    outcome: 'approved',
    reason: 'forced-acceptance',
    questions: ['forced acceptance'],
    advice: { '39': 'Z1', '62': '01' },
  },
});
