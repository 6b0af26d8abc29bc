import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-generate-ac-refused by chip', {
  proves: ['PERF-SDK-01'],
  entry: 'contact',
  card: 'liar-generate-ac-refused',
  expects: { isApproved: false },
});
