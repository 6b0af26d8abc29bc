import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes 6984 in answer to VERIFY for an exceeded try limit', {
  proves: ['EMV-B3-10.5.1-2'],
  entry: 'contact',
  card: 'books-verify-invalidated',
  expects: { verification: 'failed', questions: ['offline PIN'], results: { set: '0000A00000', clear: '0000180000' } },
});
