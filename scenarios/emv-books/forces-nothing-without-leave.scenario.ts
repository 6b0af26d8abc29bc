import { attendantCase } from './attendant-case.ts';

export const scenario = attendantCase('forces nothing where the terminal is not configured for it', {
  proves: ['EMV-B4-6.5.4-1'],
  card: 'books-declines-alone',
  person: { forcesAcceptance: true },
  expects: { outcome: 'declined', reason: 'declined-by-card', questions: [], advice: undefined },
});
