import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-never-answers by chip', {
  proves: ['PERF-SDK-01'],
  entry: 'contact',
  card: 'liar-never-answers',
  expects: { isApproved: false },
});
